import Foundation
import OdoriConsole
import SystemPackage
import Testing

@Suite("The demo's directory")
struct DemoDirectoryTests {
    @Test("is made with what leads to it")
    func made() async throws {
        try await withTemporaryDirectory { parent in
            let path = parent.appending("a/b")
            let directory = try DemoDirectory(at: path)
            #expect(path.exists)
            #expect(directory.summary == path.appending("summary.json"))
        }
    }

    @Test("an earlier demo's is emptied; an empty one is taken")
    func emptied() async throws {
        try await withTemporaryDirectory { path in
            let first = try DemoDirectory(at: path)
            try first.summary.write("{}")
            try FileManager.default.createDirectory(
                atPath: path.appending("objects/a").string,
                withIntermediateDirectories: true
            )
            try first.release()
            let second = try DemoDirectory(at: path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: path.string) == [".odori-demo"])
            #expect(!second.summary.exists)
        }
    }

    @Test("what no demo made is left alone")
    func foreign() async throws {
        try await withTemporaryDirectory { path in
            try path.appending("thesis.txt").write("years of work")
            let failure = try #require(throws: StackFailure.self) { try DemoDirectory(at: path) }
            #expect(failure.description.contains("no demo made it"))
            #expect(try path.appending("thesis.txt").read() == "years of work")
        }
    }

    @Test("a demo that runs is not disturbed by another")
    func running() async throws {
        try await withTemporaryDirectory { path in
            let first = try DemoDirectory(at: path)
            try first.summary.write("{}")
            let failure = try #require(throws: StackFailure.self) { try DemoDirectory(at: path) }
            #expect(failure.description == "A demo is running in \(path) already.")
            #expect(first.summary.exists)
        }
    }

    @Test("a place that cannot be made is one sentence")
    func impossible() throws {
        let failure = try #require(throws: StackFailure.self) { try DemoDirectory(at: "/proc/demo") }
        #expect(failure.description.hasPrefix("/proc/demo cannot be made ready for a demo"))
    }
}
