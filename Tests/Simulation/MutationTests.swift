import Foundation
import Testing

@Suite("The mutations that the simulation must notice")
struct MutationTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("are at least ten")
    func count() throws {
        #expect(try Mutation.all(in: Self.repository).count >= 10)
    }

    @Test("fit the sources: what each one replaces stands there exactly once, and it says why")
    func fit() throws {
        for mutation in try Mutation.all(in: Self.repository) {
            let text = try String(contentsOf: Self.repository.appending(path: mutation.file), encoding: .utf8)
            #expect(text.components(separatedBy: mutation.find).count == 2, "\(mutation.name)")
            #expect(mutation.find != mutation.replace, "\(mutation.name)")
            #expect(mutation.why.hasSuffix("."), "\(mutation.name)")
        }
    }
}

/// A deliberate mistake: in which file, what stands there, what comes in its place, and why that is a mistake.
private struct Mutation {
    var name: String
    var file: String
    var why: String
    var find: String
    var replace: String

    static func all(in repository: URL) throws -> [Mutation] {
        let folder = repository.appending(path: "Tests/Simulation/Mutations")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "mutation" }.map(Mutation.init)
    }

    init(_ url: URL) throws {
        let text = try String(contentsOf: url, encoding: .utf8)
        let parts = text.components(separatedBy: "\n--- find\n")
        let texts = try #require(parts.count == 2 ? parts[1].components(separatedBy: "\n--- replace\n") : nil)
        try #require(texts.count == 2)
        name = url.deletingPathExtension().lastPathComponent
        file = try Self.line("file: ", of: parts[0])
        why = try Self.line("why: ", of: parts[0])
        find = texts[0]
        replace = String(texts[1].dropLast())
    }

    private static func line(_ label: String, of text: String) throws -> String {
        let line = text.split(separator: "\n").first { $0.hasPrefix(label) }
        return String(try #require(line).dropFirst(label.count))
    }
}
