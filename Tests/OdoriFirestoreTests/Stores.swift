import AsyncHTTPClient
import OdoriDomain
import OdoriFirestore
import OdoriGoogleAuth
import OdoriJudges
import OdoriLocal
import OdoriPorts
import Synchronization

extension FirestoreEmulator {
    private static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)

    /// A store on this emulator.
    ///
    /// - Parameter through: another address that leads to it.
    func store(
        through: String? = nil, clock: any WallClock = SystemClock(), callDeadline: Duration = .seconds(10)
    ) -> FirestoreDocumentStore {
        FirestoreDocumentStore(
            FirestoreConfiguration(baseURL: "http://\(through ?? host)", project: "p1", callDeadline: callDeadline),
            caller: GoogleCaller(http: Self.http, tokens: nil),
            clock: clock
        )
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
