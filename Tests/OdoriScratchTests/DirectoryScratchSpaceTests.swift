import Foundation
import OdoriScratch
import SystemPackage
import Testing

@Suite("The scratch space")
struct DirectoryScratchSpaceTests {
    @Test("removes at its opening what a dead process left, however young, and leaves alone what a living one uses")
    func leftovers() async throws {
        let root = FilePath(NSTemporaryDirectory()).appending("space-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: root.string) }
        let space = try DirectoryScratchSpace(root: root)
        let dead = root.appending("scratch-dance_0-dead")
        try FileManager.default.createDirectory(atPath: dead.string, withIntermediateDirectories: true)
        try await space.withDirectory("dance_1") { living in
            _ = try DirectoryScratchSpace(root: root)
            let left = try FileManager.default.contentsOfDirectory(atPath: root.string)
            #expect(left == [living.lastComponent?.string])
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.string).isEmpty)
    }

    @Test("refuses a root that cannot be")
    func unusableRoot() {
        #expect(throws: (any Error).self) { try DirectoryScratchSpace(root: "/dev/null/scratch") }
    }
}
