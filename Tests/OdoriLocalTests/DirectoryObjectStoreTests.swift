import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriLocal

@Suite("the object directory")
struct DirectoryObjectStoreTests {
    private let attributes = ObjectAttributes(contentType: "image/png", metadata: [ObjectAttributes.keyName: "key"])

    @Test("an object is the plain file of its name, and nothing else lies among the objects")
    func layout() async throws {
        try await withStore { store, root in
            try await store.put(file("hello", in: root), as: name("anime/characters/mio.png"), attributes, if: .absent)
            let text = try String(contentsOfFile: root.string + "/objects/anime/characters/mio.png", encoding: .utf8)
            #expect(text == "hello")
            #expect(try everyFile(in: root, "objects") == ["anime/characters/mio.png"])
            #expect(try everyFile(in: root, "object-drafts") == [])
        }
    }

    @Test("of two stores on one directory just one creates an object", arguments: 0..<5)
    func twoStores(_ turn: Int) async throws {
        try await withStore { first, root in
            let second = try DirectoryObjectStore(root: root)
            let name = try name("claims/\(turn)")
            let winners = try await withThrowingTaskGroup { group in
                for number in 0..<12 {
                    let file = try file("\(number)", in: root)
                    group.addTask { () -> String? in
                        let store = number.isMultiple(of: 2) ? first : second
                        do {
                            return try await store.put(file, as: name, self.attributes, if: .absent).sha256
                        } catch is ObjectPreconditionFailed {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }.compactMap { $0 }
            }
            #expect(winners.count == 1)
            #expect(try await first.info(name)?.sha256 == winners.first)
        }
    }

    @Test("a failed or refused write leaves no draft behind")
    func noDrafts() async throws {
        try await withStore { store, root in
            let name = try name("a")
            try await store.put(file("1", in: root), as: name, attributes, if: .absent)
            await #expect(throws: ObjectPreconditionFailed.self) {
                try await store.put(file("2", in: root), as: name, attributes, if: .absent)
            }
            await #expect(throws: OdoriError.self) {
                try await store.put(root.appending("missing"), as: name, attributes, if: .none)
            }
            #expect(try everyFile(in: root, "object-drafts") == [])
            #expect(try everyFile(in: root, "object-meta").count == 1)
        }
    }

    @Test("a symbolic link leads nowhere: neither as an object nor as a folder of objects")
    func links() async throws {
        try await withStore { store, root in
            let outside = root.appending("outside")
            try FileManager.default.createDirectory(atPath: outside.string, withIntermediateDirectories: true)
            try Data("secret".utf8).write(to: URL(filePath: outside.string + "/secret.txt"))
            let objects = root.string + "/objects"
            try FileManager.default.createSymbolicLink(atPath: objects + "/folder", withDestinationPath: outside.string)
            try FileManager.default.createSymbolicLink(
                atPath: objects + "/link.txt",
                withDestinationPath: outside.string + "/secret.txt"
            )
            let unusable = OdoriError("object_name_unusable", "")
            #expect(try await store.info(name("link.txt")) == nil)
            await #expect(throws: OdoriError(.checkpointLost, "")) {
                _ = try await store.read(name("link.txt"), range: 0..<9)
            }
            await #expect(throws: unusable) { try await store.info(name("folder/secret.txt")) }
            await #expect(throws: unusable) {
                try await store.put(file("x", in: root), as: name("folder/new.txt"), attributes, if: .none)
            }
            await #expect(throws: unusable) { try await store.delete(name("folder/secret.txt")) }
            #expect(try await store.list(prefix: "", after: nil, limit: 9).isEmpty)
            #expect(try everyFile(in: root, "outside") == ["secret.txt"])
            try await store.put(file("mine", in: root), as: name("link.txt"), attributes, if: .none)
            #expect(try String(contentsOfFile: outside.string + "/secret.txt", encoding: .utf8) == "secret")
        }
    }

    @Test("names that cannot stand side by side in a directory are refused for good")
    func unusableNames() async throws {
        try await withStore { store, root in
            let source = try file("x", in: root)
            try await store.put(source, as: name("a/b"), attributes, if: .none)
            for text in ["a/b/c", "a", String(repeating: "x", count: 300)] {
                await #expect { try await store.put(source, as: name(text), attributes, if: .none) } throws: { error in
                    (error as? OdoriError)?.code == "object_name_unusable" && (error as? OdoriError)?.kind == .permanent
                }
            }
        }
    }

    @Test("bytes that were damaged on the disk are noticed, never handed on as good")
    func damage() async throws {
        try await withStore { store, root in
            let name = try name("a")
            let info = try await store.put(file("good bytes", in: root), as: name, attributes, if: .none)
            let object = try OpenFile(root.appending("objects/a"), O_WRONLY)
            try Array("evil".utf8).withUnsafeBytes { try object.append($0) }
            try object.setModified(try #require(Int64(info.generation)))
            let damaged = OdoriError(.storeUnavailable, "")
            await #expect(throws: damaged) { try await store.download(name, to: root.appending("copy")) }
            await #expect(throws: damaged) { try await store.copy(name, to: self.name("b"), attributes, if: .none) }
            #expect(try await store.info(self.name("b")) == nil)
        }
    }

    @Test("a file that somebody else put there is an object, with checksums of its own")
    func foreignFile() async throws {
        try await withStore { store, root in
            try Data("123456789".utf8).write(to: URL(filePath: root.string + "/objects/foreign.bin"))
            let info = try #require(try await store.info(name("foreign.bin")))
            #expect(info.crc32c == "e3069283" && info.attributes.contentType == "application/octet-stream")
            #expect(try await store.info(name("foreign.bin")) == info)
            let next = try await store.put(
                file("ours", in: root),
                as: name("foreign.bin"),
                attributes,
                if: .generation(info.generation)
            )
            #expect(next.generation != info.generation)
        }
    }

    @Test("a lost or broken sidecar is made anew from the bytes")
    func brokenSidecar() async throws {
        try await withStore { store, root in
            let info = try await store.put(file("123456789", in: root), as: name("a"), attributes, if: .none)
            let sidecar = root.string + "/object-meta/a@\(info.generation).json"
            try Data("{".utf8).write(to: URL(filePath: sidecar))
            #expect(try await store.info(name("a"))?.crc32c == info.crc32c)
            try FileManager.default.removeItem(atPath: sidecar)
            #expect(try await store.info(name("a"))?.sha256 == info.sha256)
        }
    }

    @Test("drafts of dead writers are removed when the store is opened, those of living ones are not")
    func oldDrafts() async throws {
        try await withStore { _, root in
            let drafts = root.appending("object-drafts")
            for (draft, age) in [("old", 7200.0), ("young", 60.0)] {
                let open = try OpenFile(drafts.appending(draft), O_WRONLY | O_CREAT)
                try open.setModified(Int64((Date().timeIntervalSince1970 - age) * 1e9))
            }
            _ = try DirectoryObjectStore(root: root)
            #expect(try everyFile(in: root, "object-drafts") == ["young"])
        }
    }

    @Test("a cancelled write stores nothing")
    func cancelled() async throws {
        try await withStore { store, root in
            let source = try file(String(repeating: "x", count: 5_000_000), in: root)
            let name = try name("a")
            await withTaskGroup { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        _ = try await store.put(source, as: name, self.attributes, if: .none)
                    }
                }
                group.cancelAll()
            }
            #expect(try await store.info(name) == nil)
            #expect(try everyFile(in: root, "object-drafts") == [])
        }
    }

    private func withStore(_ body: (DirectoryObjectStore, FilePath) async throws -> Void) async throws {
        try await withTestDirectory { root in try await body(DirectoryObjectStore(root: root), root) }
    }

    private func name(_ text: String) throws -> ObjectName {
        try #require(ObjectName(rawValue: text))
    }

    private func file(_ text: String, in directory: FilePath) throws -> FilePath {
        let path = directory.appending("source-" + UUID().uuidString)
        try Data(text.utf8).write(to: URL(filePath: path.string))
        return path
    }

    private func everyFile(in root: FilePath, _ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(folder).string).filter { path in
            var isDirectory: ObjCBool = false
            let full = "\(root.string)/\(folder)/\(path)"
            return FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory) && !isDirectory.boolValue
        }
    }
}
