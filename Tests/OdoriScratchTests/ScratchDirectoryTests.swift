import Foundation
import OdoriProcess
import OdoriScratch
import SystemPackage
import Testing

@Suite("Scratch directories")
struct ScratchDirectoryTests {
    private struct Broken: Error {}

    private func withParent(_ body: (FilePath) async throws -> Void) async throws {
        let parent = FilePath(NSTemporaryDirectory()).appending("scratch-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: parent.string) }
        try await body(parent)
    }

    private func names(in parent: FilePath) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: parent.string)
    }

    private func fill(_ path: FilePath) throws {
        let inner = path.appending("deep")
        try FileManager.default.createDirectory(atPath: inner.string, withIntermediateDirectories: true)
        try Data([1]).write(to: URL(filePath: inner.appending("file").string))
    }

    @Test("is empty and ours while the work lasts, and gone afterwards")
    func normalEnd() async throws {
        try await withParent { parent in
            let path = try await withScratchDirectory(in: parent, prefix: "remix") { path in
                try #expect(names(in: path).isEmpty)
                #expect(path.lastComponent?.string.hasPrefix("scratch-remix-") == true)
                try fill(path)
                return path
            }
            #expect(!FileManager.default.fileExists(atPath: path.string))
        }
    }

    @Test("vanishes when the work fails")
    func failure() async throws {
        try await withParent { parent in
            await #expect(throws: Broken.self) {
                try await withScratchDirectory(in: parent, prefix: "remix") { path in
                    try fill(path)
                    throw Broken()
                }
            }
            try #expect(names(in: parent).isEmpty)
        }
    }

    @Test("vanishes when the work is cancelled in the middle of a tool's run")
    func cancellation() async throws {
        try await withParent { parent in
            let (started, signal) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await withScratchDirectory(in: parent, prefix: "remix") { path in
                    let tool = ToolCommand(
                        "sh",
                        ["-c", "echo 1 > a; echo ready; sleep 60"],
                        in: path,
                        timeLimit: .seconds(60)
                    )
                    _ = try await ToolRunner().run(tool) { _ in signal.yield() }
                }
            }
            for await _ in started { break }
            try #expect(names(in: parent).count == 1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try #expect(names(in: parent).isEmpty)
        }
    }

    @Test("the sweep removes what dead processes left and nothing else")
    func sweep() async throws {
        try await withParent { parent in
            try await withScratchDirectory(in: parent, prefix: "alive") { alive in
                try fill(parent.appending("scratch-dance-dead"))
                try fill(parent.appending("somebody-elses"))
                try #expect(ScratchDirectory.sweep(in: parent) == 1)
                try #expect(Set(names(in: parent)) == ["somebody-elses", alive.lastComponent?.string ?? ""])
            }
        }
    }

    @Test("the sweep does not follow links out of the parent")
    func links() async throws {
        try await withParent { parent in
            let outside = parent.appending("outside")
            try fill(outside)
            let link = parent.appending("scratch-link").string
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: outside.string)
            try #expect(ScratchDirectory.sweep(in: parent) == 0)
            try #expect(names(in: outside) == ["deep"])
        }
    }

    @Test("a sweep of a place that does not exist finds nothing")
    func nowhere() throws {
        try #expect(ScratchDirectory.sweep(in: "/no/such/place") == 0)
    }
}
