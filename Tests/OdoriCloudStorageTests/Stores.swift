import AsyncHTTPClient
import Foundation
import OdoriCloudStorage
import OdoriDomain
import OdoriGoogleAuth
import OdoriJudges
import OdoriLocal
import OdoriPorts
import Synchronization
import SystemPackage

enum Stores {
    static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)

    /// A store at `host:port`.
    static func at(
        _ address: String, sessions: FilePath? = nil, piece: Int64 = 1 << 20, clock: any WallClock = HurriedClock()
    ) -> CloudStorageObjectStore {
        CloudStorageObjectStore(
            configuration(address, sessions: sessions, piece: piece),
            caller: GoogleCaller(http: http, tokens: nil),
            clock: clock
        )
    }

    static func configuration(
        _ address: String, sessions: FilePath? = nil, piece: Int64 = 1 << 20
    ) -> CloudStorageConfiguration {
        CloudStorageConfiguration(
            baseURL: "http://\(address)", bucket: StorageServer.bucket, sessions: sessions, piece: piece)
    }
}

/// A clock on which nobody waits: who sleeps moves it on.
final class HurriedClock: WallClock {
    private let time = Mutex(Timestamp(seconds: 1_770_458_400))

    var now: Timestamp { time.withLock { $0 } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = $0 + duration }
    }
}

/// A new directory that is gone when the test has ended.
func withTestDirectory<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "odori-gcs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(FilePath(url.path))
}
