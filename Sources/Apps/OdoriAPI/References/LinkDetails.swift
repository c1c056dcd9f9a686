import OdoriJSON
import OdoriDomain
import OdoriHTTP

/// What the sender of a reference's address says of it: `{"url", "rights", "adults_only", "title", "file_name"}`.
struct LinkDetails: Sendable, Hashable {
    var url: String
    /// What the address names: a file of our bucket, or whatever lies behind it.
    var source: ReferenceSource
    var rights: ReferenceDocument.Rights
    var title: String?
    var fileName: String?

    private static let known: Set<String> = ["url", "rights", "adults_only", "title", "file_name"]

    /// - Parameters:
    ///   - egress: where addresses may lead.
    ///   - folder: the files that `gs://` addresses may name.
    /// - Throws: `RequestProblems` with everything that is wrong.
    init(_ body: JSONValue, egress: EgressPolicy, folder: DropFolder) throws(RequestProblems) {
        var problems: [RequestProblems.Problem] = []
        guard case .object(let members) = body else {
            throw RequestProblems([.init("", "must be an object, not \(body.typeName)")])
        }
        func text(_ name: String) -> String? {
            switch members[name] {
            case nil, .null: return nil
            case .string(let text): return text
            case .some(let other):
                problems.append(.init("/\(name)", "must be a string, not \(other.typeName)"))
                return nil
            }
        }
        let url = text("url")
        var source = ReferenceSource.link(url ?? "")
        if let url, url.hasPrefix("gs://") {
            do throws(DropFolder.Misplaced) {
                source = .upload(try folder.file(at: url))
            } catch {
                problems.append(.init("/url", error.reason))
            }
        } else {
            do throws(OutsideLink.Fault) {
                _ = try egress.read(url ?? "")
            } catch {
                problems.append(.init("/url", url == nil ? "is required" : error.reason))
            }
        }
        let rights = text("rights").flatMap(ReferenceDocument.Rights.init)
        if rights == nil { problems.append(.init("/rights", ReferenceRules.rights)) }
        if members["adults_only"] != .bool(true) { problems.append(.init("/adults_only", ReferenceRules.adultsOnly)) }
        title = text("title")
        fileName = text("file_name")
        problems += ReferenceRules.problems(title: title, fileName: fileName)
        for name in members.keys.sorted() where !Self.known.contains(name) {
            problems.append(.init("/\(name)", "is not a known field"))
        }
        guard problems.isEmpty, let url, let rights else { throw RequestProblems(problems) }
        self.url = url
        self.source = source
        self.rights = rights
    }
}

/// What holds of every reference that is added, however it comes.
enum ReferenceRules {
    static var rights: String {
        "is required and must be one of \(ReferenceDocument.Rights.allCases.map(\.rawValue).joined(separator: ", "))"
    }

    static let adultsOnly = "is required and must be true: references show adults only"

    static func problems(title: String?, fileName: String?) -> [RequestProblems.Problem] {
        var problems: [RequestProblems.Problem] = []
        if title?.isWorthShowing == false {
            problems.append(.init("/title", "must be at most 200 characters, none of them a control character"))
        }
        if let fileName, !fileName.isWorthShowing || fileName.contains("/") {
            problems.append(.init("/file_name", "must be a plain file name of at most 200 characters"))
        }
        return problems
    }
}

extension String {
    fileprivate var isWorthShowing: Bool {
        utf8.count <= 200 && !unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
