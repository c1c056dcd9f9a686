import Foundation

/// The repository's files as they lie on the disk.
struct Repository {
    static let here = Repository(root: URL(filePath: #filePath).appending(path: "../../../..").standardized)

    let root: URL

    /// A Swift file with its place in the package.
    struct SourceFile: Sendable, CustomStringConvertible {
        /// Relative to the repository, e.g. `Sources/Core/OdoriDomain/Words/Slug.swift`.
        var path: String
        var text: String

        var description: String { path }

        var name: String {
            path.split(separator: "/").last.map(String.init) ?? path
        }

        /// `Core`, `Adapters`, `Apps`, `Testing`; for tests the folder.
        var group: String {
            path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        }

        /// The target's name: the folder below the group.
        var target: String {
            path.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
        }

        var code: String {
            SwiftText.code(of: text)
        }
    }

    /// Every Swift file below a folder, sorted by path.
    func swiftFiles(in folder: String) throws -> [SourceFile] {
        let base = root.appending(path: folder).path(percentEncoded: false)
        let found = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return try found.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            SourceFile(path: "\(folder)/\(name)", text: try String(contentsOfFile: "\(base)/\(name)", encoding: .utf8))
        }
    }

    /// The names of a folder's entries, sorted.
    func entries(of folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path(percentEncoded: false))
            .sorted()
    }
}
