import Foundation
import OdoriConsole
import Synchronization

/// Carries out faults.
final class Saboteur: Sendable {
    private let crew: Crew
    private let pushes: Relay
    private let provider: Relay
    private let watch: Watch
    private let leaseMilliseconds: Int
    private let notes = Mutex(Notes())

    /// What was done, and how long members were gone.
    struct Notes: Sendable {
        var done: [String: Int] = [:]
        var outages: [Duration] = []
        /// Members that did not come back.
        var missing: [Member] = []
    }

    init(_ crew: Crew, pushes: Relay, provider: Relay, watch: Watch, tempo: Tempo) {
        self.crew = crew
        self.pushes = pushes
        self.provider = provider
        self.watch = watch
        leaseMilliseconds = tempo.lease * 1000
    }

    var report: Notes { notes.withLock { $0 } }

    /// Carries a whole plan out; returns when everybody is back.
    func carryOut(_ plan: [Fault]) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for fault in plan {
                try await Task.sleep(for: .milliseconds(fault.pause))
                let (what, later) = try await strike(fault)
                notes.withLock { $0.done[fault.kind.rawValue, default: 0] += 1 }
                say("\(fault.number)/\(plan.count) \(what)")
                group.addTask { try await later() }
            }
        }
    }

    private typealias Later = @Sendable () async throws -> Void

    /// Does it, and answers in words what was done, and what is to be done about it later.
    private func strike(_ fault: Fault) async throws -> (String, Later) {
        let worker = Member.worker(fault.pick)
        switch fault.kind {
        case .killWorker: return try await end(worker, SIGKILL)
        case .stopWorker: return try await end(worker, SIGTERM)
        case .killQueue: return try await end(.queue, SIGKILL)
        case .stopQueue: return try await end(.queue, SIGTERM)
        case .killAPI: return try await end(.api, SIGKILL)
        case .stopAPI: return try await end(.api, SIGTERM)
        case .killTool: return try await killTool(fault.pick)
        case .freezeWorker: return try await freeze(worker, for: fault.pick % (2 * leaseMilliseconds))
        case .freezeQueue: return try await freeze(.queue, for: fault.pick % 2000)
        case .resetPush:
            let isDone = await pushes.resetOne(fault.pick)
            return (isDone ? "reset a push" : "no push to reset", {})
        case .resetProvider:
            let kind = Relay.Break.allCases[fault.pick % 3]
            let isSubmission = fault.pick % 2 == 0
            provider.arm(kind, submission: isSubmission)
            return ("reset the next \(isSubmission ? "submission" : "call") to the provider, \(kind)", {})
        }
    }

    private func end(_ member: Member, _ signal: Int32) async throws -> (String, Later) {
        let under = Member.workers.firstIndex(of: member).map { pushes.pushes(to: $0) } ?? []
        guard let victim = try await crew.signal(member, signal) else {
            notes.withLock { $0.missing.append(member) }
            return ("\(member.rawValue) was not there to be hit", {})
        }
        try await watch.strike(under)
        let began = ContinuousClock.now
        let what = "\(signal == SIGKILL ? "killed" : "stopped") \(member.rawValue) (\(victim)) at \(under.count) pushes"
        return (
            what,
            { [self] in
                let isBack = try await crew.back(member, after: victim)
                notes.withLock { notes in
                    if isBack {
                        notes.outages.append(ContinuousClock.now - began)
                    } else {
                        notes.missing.append(member)
                    }
                }
            }
        )
    }

    /// Kills an ffmpeg; where none runs within some seconds, a worker instead.
    private func killTool(_ pick: Int) async throws -> (String, Later) {
        for _ in 0..<60 {
            let table = ProcessTable.read()
            let tools = Member.workers.flatMap { table.below(crew.pid($0)) }.filter(\.isEncoder)
            if !tools.isEmpty {
                let victim = tools[pick % tools.count]
                kill(victim.pid, SIGKILL)
                return ("killed ffmpeg (\(victim.pid))", {})
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await end(Member.worker(pick), SIGKILL)
    }

    private func freeze(_ member: Member, for milliseconds: Int) async throws -> (String, Later) {
        guard let victim = try await crew.signal(member, SIGSTOP) else { return ("nobody to freeze", {}) }
        return (
            "froze \(member.rawValue) (\(victim)) for \(milliseconds) ms",
            {
                defer { kill(victim, SIGCONT) }
                try await Task.sleep(for: .milliseconds(milliseconds))
            }
        )
    }
}
