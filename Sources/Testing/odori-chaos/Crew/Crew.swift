import Foundation
import OdoriConsole
import OdoriDomain
import Synchronization

/// Keeps the members running, however they end, and knows their process ids.
final class Crew: Sendable {
    let grounds: Grounds
    private let tempo: Tempo
    private let pids = Mutex<[Member: Int32]>([:])
    private let starts = Mutex<[Member: Int]>([:])

    /// A dead member is missed for so long.
    private static let gap = Duration.milliseconds(300)

    init(_ grounds: Grounds, tempo: Tempo) {
        self.grounds = grounds
        self.tempo = tempo
    }

    /// The process of a member; nil while it is gone.
    func pid(_ member: Member) -> Int32? {
        pids.withLock { $0[member] }
    }

    /// How often members were started, the first time included.
    var startCount: Int {
        starts.withLock { $0.values.reduce(0, +) }
    }

    /// Keeps a member running until cancelled; it is gone when this returns.
    func keep(_ member: Member) async throws {
        let supervisor = Supervisor(
            grounds.child(member, tempo: tempo),
            backOff: BackOff(first: Self.gap, longest: Self.gap),
            patience: .seconds(15)
        ) { [self] event in
            switch event {
            case .started(_, let pid):
                pids.withLock { $0[member] = pid }
                starts.withLock { $0[member, default: 0] += 1 }
            case .ended: pids.withLock { $0[member] = nil }
            case .warning: break
            }
        }
        try await supervisor.run()
    }

    /// Sends a signal to a member, waiting a little for one that is just being started again.
    ///
    /// - Returns: the process that got it; nil when there was none.
    func signal(_ member: Member, _ number: Int32) async throws -> Int32? {
        for _ in 0..<100 {
            if let pid = pid(member), kill(pid, number) == 0 { return pid }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }

    /// Waits until a member that was hit answers again, as a process other than the one hit.
    ///
    /// - Returns: false when it did not within a minute.
    func back(_ member: Member, after victim: Int32) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if let pid = pid(member), pid != victim, await Readiness.ask(grounds.url(member)).isServing { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
