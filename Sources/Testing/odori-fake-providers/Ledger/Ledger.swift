import Foundation
import SystemPackage

/// The books: a file of JSON lines that is only ever added to, and read again at the start.
///
/// A line is handed to the kernel before anybody hears of what it says, so a kill -9 loses none that counted.
struct Ledger: Sendable {
    /// What stood there at the start.
    let submissions: [Submission]
    private let file: FileDescriptor

    init(path: String) throws {
        let place = FilePath(path)
        try FileManager.default.createDirectory(
            atPath: place.removingLastComponent().isEmpty ? "." : place.removingLastComponent().string,
            withIntermediateDirectories: true)
        file = try FileDescriptor.open(
            place, .readWrite, options: [.create, .append, .closeOnExec], permissions: .ownerReadWrite)
        submissions = try Self.read(FileManager.default.contents(atPath: path) ?? Data())
    }

    func add(_ line: LedgerLine) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        _ = try file.writeAll(try encoder.encode(line) + Data("\n".utf8))
    }

    /// A line that was cut off by a kill was heard of by nobody.
    private static func read(_ data: Data) throws -> [Submission] {
        var found: [Submission] = []
        let end = data.lastIndex(of: UInt8(ascii: "\n")) ?? data.startIndex
        for line in data[..<end].split(separator: UInt8(ascii: "\n")) {
            switch try JSONDecoder().decode(LedgerLine.self, from: line) {
            case .submission(let submission): found.append(submission)
            case .answered(let number, _):
                if let index = found.firstIndex(where: { $0.number == number }) { found[index].answered = true }
            }
        }
        return found
    }
}

/// What `GET /_ledger` answers: what was asked, and what would be billed.
struct LedgerReport: Codable, Sendable {
    var submissions: [Submission]
    /// Submissions that arrived, refused ones included.
    var arrived: Int
    /// Operations that were made, each of them paid for.
    var operations: Int
    /// Keys under which operations were made.
    var keys: Int
    /// Operations beyond the first of their key: what must never be.
    var duplicates: Int
    /// Micro-dollars.
    var billed: Int64

    init(_ submissions: [Submission]) {
        self.submissions = submissions
        let made = submissions.filter(\.isNew)
        arrived = submissions.count
        operations = made.count
        keys = Set(made.map { "\($0.provider) \($0.key ?? "#\($0.number)")" }).count
        duplicates = operations - keys
        billed = made.reduce(0) { $0 + ($1.operation?.price ?? 0) }
    }
}
