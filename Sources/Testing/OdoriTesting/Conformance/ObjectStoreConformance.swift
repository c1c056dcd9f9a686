import Foundation
import OdoriDomain
package import OdoriPorts
import SystemPackage
import Testing

/// What every `ObjectStore` promises.
package enum ObjectStoreConformance {
    package typealias Case = ConformanceCase<any ObjectStore>

    package static let cases: [Case] = storing + replacing + reading + listing

    /// Names that nobody else uses, and a directory for the files of one case.
    struct Place: Sendable {
        let folder = "conformance-" + freshName()
        let directory: FilePath

        func name(_ text: String) throws -> ObjectName {
            try #require(ObjectName(rawValue: "\(folder)/\(text)"))
        }

        /// Writes a file to store.
        func file(_ bytes: [UInt8]) throws -> FilePath {
            let path = directory.appending(freshName())
            try Data(bytes).write(to: URL(filePath: path.string))
            return path
        }

        func file(_ text: String) throws -> FilePath {
            try file(Array(text.utf8))
        }

        /// A path where nothing is yet.
        func newPath() -> FilePath {
            directory.appending(freshName())
        }
    }

    static func with(
        _ promise: String,
        _ body: @escaping @Sendable (any ObjectStore, Place) async throws -> Void
    ) -> Case {
        Case(promise) { store in
            let directory = FileManager.default.temporaryDirectory.appending(path: "odori-" + freshName())
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(store, Place(directory: FilePath(directory.path()))))
            } catch {
                result = .failure(error)
            }
            try FileManager.default.removeItem(at: directory)
            try result.get()
        }
    }

    /// As PNGs are stored by the stage that made them.
    static let attributes = ObjectAttributes(contentType: "image/png", metadata: [ObjectAttributes.keyName: "key-1"])

    /// Bytes that repeat nowhere near.
    static func noise(_ count: Int) -> [UInt8] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }
}

func content(of file: FilePath) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: file.string)))
}
