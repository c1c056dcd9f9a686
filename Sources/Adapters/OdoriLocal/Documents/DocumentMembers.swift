import OdoriDomain
import OdoriPorts

/// The top-level members of a body that a query can compare: texts and numbers.
struct DocumentMembers: Sendable {
    private enum Source: Sendable {
        case scanned([String: MemberValue])
        /// What the value does not tell is looked up in its bytes, which are made for that.
        case told((any QueryableValue)?, DocumentBody)
    }

    private let source: Source

    init(toldBy body: DocumentBody) {
        source = .told(body.queryable, body)
    }

    init(scanning text: String, of key: DocumentKey) throws(OdoriError) {
        do {
            source = .scanned(try Self.scan(text))
        } catch {
            throw OdoriError(.documentCorrupt, "\(key): the body is no JSON object (\(error))")
        }
    }

    subscript(name: String) -> MemberValue? {
        get throws {
            switch source {
            case .scanned(let values): values[name]
            case .told(let value, let body):
                switch value?.told(name) {
                case ToldMember.none?: nil
                case .text(let text)?: .text(ExactText(text))
                case .instant(let instant)?: .instant(instant)
                case nil: try Self.scan(String(decoding: body.json(), as: UTF8.self))[name]
                }
            }
        }
    }

    private static func scan(_ text: String) throws(JSONScanner.Fault) -> [String: MemberValue] {
        var text = text
        let result: Result<[String: MemberValue], JSONScanner.Fault> = text.withUTF8 { bytes in
            var scanner = JSONScanner(bytes)
            do throws(JSONScanner.Fault) {
                return .success(try scanner.scanObject())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
