import Foundation
import OdoriCloudStorage
import OdoriDomain
import OdoriGoogleAuth
import OdoriJudges
import OdoriPorts
import Synchronization
import SystemPackage
import Testing

@Suite("resumable uploads", .timeLimit(.minutes(4)))
struct UploadTests {
    private static let attributes = ObjectAttributes(contentType: "video/mp4", metadata: ["odori-key": "k"])
    private static let megabyte = 1 << 20

    private func name() throws -> ObjectName {
        try #require(ObjectName(rawValue: "dances/\(UInt64.random(in: 0 ... .max)).mp4"))
    }

    /// A file of bytes that repeat nowhere near.
    private func file(_ megabytes: Int, in directory: FilePath) throws -> FilePath {
        let path = directory.appending("clip-\(megabytes).mp4")
        guard FileManager.default.createFile(atPath: path.string, contents: nil) else { throw Errno.ioError }
        let handle = try FileHandle(forWritingTo: URL(filePath: path.string))
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<megabytes {
            var block = [UInt64](repeating: 0, count: Self.megabyte / 8)
            for index in block.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                block[index] = state
            }
            try handle.write(contentsOf: block.withUnsafeBytes { Data($0) })
        }
        try handle.write(contentsOf: Data("the end".utf8))
        try handle.close()
        return path
    }

    @Test("a connection that is cut five times costs no byte of the content, and no second session")
    func cuts() async throws {
        try await withTestDirectory { directory in
            let megabytes = 24
            let file = try file(megabytes, in: directory)
            let server = ResumableServer()
            try await server.serving { port in
                let cuts = (1...5).map { $0 * megabytes * Self.megabyte / 6 }
                let proxy = CuttingProxy(to: port, cuts: cuts)
                try await proxy.serving { address in
                    let store = Stores.at(address, piece: 8 << 20)
                    let stored = try await store.put(file, as: name(), Self.attributes, if: .absent)
                    #expect(stored.bytes == Int64(megabytes * Self.megabyte + 7))
                    #expect(stored.attributes == Self.attributes)
                }
                #expect(proxy.left == 0)
                #expect(server.state.withLock { $0.begun } == 1)
                #expect(server.state.withLock { $0.asked } >= 5)
            }
        }
    }

    @Test("an upload whose process stopped is gone on with, not begun anew")
    func restart() async throws {
        try await withTestDirectory { directory in
            let file = try file(6, in: directory)
            let name = try name()
            let server = ResumableServer()
            try await server.serving { port in
                let sessions = directory.appending("sessions")
                let address = "127.0.0.1:\(port)"
                server.state.withLock { $0.answers = [0, 0, 0, 403] }
                await #expect(throws: OdoriError("objects_denied", "")) {
                    try await Stores.at(address, sessions: nil).put(file, as: name, Self.attributes, if: .absent)
                }
                // A process that is killed forgets nothing that lies in its directory.
                server.state.withLock { $0.answers = [0, 0, 503] }
                await #expect(throws: CancellationError.self) {
                    try await Stores.at(address, sessions: sessions, clock: StoppingClock())
                        .put(file, as: name, Self.attributes, if: .absent)
                }
                #expect(server.state.withLock { $0.begun } == 2)
                let kept = try FileManager.default.contentsOfDirectory(atPath: sessions.string)
                #expect(kept.count == 1)
                let stored = try await Stores.at(address, sessions: sessions)
                    .put(file, as: name, Self.attributes, if: .absent)
                #expect(stored.bytes == Int64(6 * Self.megabyte + 7))
                #expect(server.state.withLock { $0.begun } == 2)
                #expect(try FileManager.default.contentsOfDirectory(atPath: sessions.string).isEmpty)
            }
        }
    }

    @Test("a session that the service has forgotten is begun anew; a token that runs out on the way is renewed")
    func forgotten() async throws {
        try await withTestDirectory { directory in
            let file = try file(3, in: directory)
            let server = ResumableServer()
            try await server.serving { port in
                server.state.withLock { $0.answers = [0, 410, 0, 401] }
                let tokens = NumberedTokens()
                let store = CloudStorageObjectStore(
                    Stores.configuration("127.0.0.1:\(port)"),
                    caller: GoogleCaller(http: Stores.http, tokens: tokens),
                    clock: HurriedClock()
                )
                let stored = try await store.put(file, as: name(), Self.attributes, if: .absent)
                #expect(stored.bytes == Int64(3 * Self.megabyte + 7))
                #expect(server.state.withLock { $0.begun } == 2)
                #expect(tokens.given == 2)
            }
        }
    }

    @Test(
        "Google's own testbench agrees about cut connections",
        .enabled(if: StorageServer.available.contains(.testbench)))
    func testbench() async throws {
        try await withTestDirectory { directory in
            let file = try file(24, in: directory)
            try await StorageServer.testbench.running { address in
                let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
                let proxy = CuttingProxy(to: port, cuts: (1...5).map { $0 * 4 * Self.megabyte })
                let name = try name()
                try await proxy.serving { through in
                    let stored = try await Stores.at(through, piece: 8 << 20)
                        .put(file, as: name, Self.attributes, if: .absent)
                    #expect(stored.bytes == Int64(24 * Self.megabyte + 7))
                }
                #expect(proxy.left == 0)
                let copy = directory.appending("copy.mp4")
                try await Stores.at(address).download(name, to: copy)
                #expect(FileManager.default.contentsEqual(atPath: copy.string, andPath: file.string))
            }
        }
    }
}

/// A clock on which nobody can wait: its process is gone.
private struct StoppingClock: WallClock {
    var now: Timestamp { Timestamp(seconds: 0) }

    func sleep(for duration: Duration) async throws {
        throw CancellationError()
    }
}

/// Gives a new token each time one was refused.
private final class NumberedTokens: AccessTokens {
    private let count = Mutex(1)

    var given: Int { count.withLock { $0 } }

    func current() async throws -> AccessToken {
        AccessToken(value: "token-\(given)", expiresAt: Timestamp(seconds: 4_000_000_000))
    }

    func refused(_ token: AccessToken) async {
        count.withLock { $0 += 1 }
    }
}
