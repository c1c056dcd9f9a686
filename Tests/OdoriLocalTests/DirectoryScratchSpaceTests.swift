import Foundation
import SystemPackage
import Testing

@testable import OdoriLocal

@Suite("scratch directories")
struct DirectoryScratchSpaceTests {
    private struct Broken: Error {}

    @Test("a directory is new, empty, its own, and gone afterwards, also after an error")
    func vanishing() async throws {
        try await withTestDirectory { root in
            let space = try DirectoryScratchSpace(root: root.appending("scratch"))
            let seen = try await space.withDirectory("dance_0") { first in
                try await space.withDirectory("dance_0") { second in
                    #expect(try FileManager.default.contentsOfDirectory(atPath: first.string).isEmpty)
                    try Data("x".utf8).write(to: URL(filePath: second.appending("file").string))
                    #expect(first.lastComponent?.string.hasPrefix("dance_0-") == true)
                    return [first, second]
                }
            }
            await #expect(throws: Broken.self) {
                try await space.withDirectory("dance_1") { path in
                    try FileManager.default.createDirectory(
                        atPath: path.appending("deep").string,
                        withIntermediateDirectories: true
                    )
                    throw Broken()
                }
            }
            #expect(Set(seen).count == 2)
            #expect(try FileManager.default.contentsOfDirectory(atPath: root.appending("scratch").string).isEmpty)
        }
    }

    @Test("what a dead process left is removed at the next start, what a living one uses is not")
    func leftovers() async throws {
        try await withTestDirectory { root in
            let space = try DirectoryScratchSpace(root: root)
            try FileManager.default.createDirectory(
                atPath: root.appending("dead/deep").string,
                withIntermediateDirectories: true
            )
            try FileManager.default.createDirectory(
                atPath: root.appending("young").string,
                withIntermediateDirectories: true
            )
            try await space.withDirectory("living") { living in
                for path in [living, root.appending("dead")] {
                    try OpenFile(path).setModified(Int64(Date().timeIntervalSince1970 - 3600) * 1_000_000_000)
                }
                _ = try DirectoryScratchSpace(root: root)
                let left = try FileManager.default.contentsOfDirectory(atPath: root.string)
                #expect(Set(left) == ["young", living.lastComponent?.string])
            }
        }
    }

    @Test("a root that cannot be is an error at once")
    func unusableRoot() async throws {
        try await withTestDirectory { root in
            try Data().write(to: URL(filePath: root.appending("file").string))
            #expect(throws: (any Error).self) { try DirectoryScratchSpace(root: root.appending("file/scratch")) }
        }
    }
}
