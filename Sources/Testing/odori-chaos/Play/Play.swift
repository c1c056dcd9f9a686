import Foundation
import OdoriConsole
import OdoriDomain
import SystemPackage

/// One play from the first process to the last: bring up, order, break, wait, count.
struct Play: Sendable {
    let grounds: Grounds
    let faults: [Fault]
    let cancels: Int
    let seed: UInt64
    let overlap: Int
    let patience: Duration
    private let tempo = Tempo()

    init(grounds: Grounds, faults: [Fault], cancels: Int, seed: UInt64, overlap: Int, patience: Duration) throws {
        self.grounds = grounds
        self.faults = faults
        self.cancels = cancels
        self.seed = seed
        self.overlap = overlap
        self.patience = patience
        try FileManager.default.createDirectory(
            atPath: grounds.data.string, withIntermediateDirectories: true)
    }

    /// Everything that plays a part.
    private struct Cast: Sendable {
        let crew: Crew
        let pushes: Relay
        let provider: Relay
        let watch: Watch
        let orphans: OrphanWatch
    }

    func run() async throws -> Summary {
        let began = ContinuousClock.now
        try ChaosAssembly.createStore(grounds)
        let crew = Crew(grounds, tempo: tempo)
        let cast = Cast(
            crew: crew, pushes: Relay(to: Member.workers.compactMap { grounds.ports[$0] }),
            provider: Relay(to: [grounds.ports[.provider] ?? 0]), watch: try Watch(database: grounds.database),
            orphans: OrphanWatch(crew))
        var summary = try await withThrowingTaskGroup(of: Summary?.self) { group in
            defer { group.cancelAll() }
            for member in Member.allCases {
                group.addTask {
                    try await crew.keep(member)
                    return nil
                }
            }
            group.addTask { try await Self.endless { try await cast.pushes.run(port: grounds.pushPort) } }
            group.addTask { try await Self.endless { try await cast.provider.run(port: grounds.providerPort) } }
            group.addTask { try await Self.endless { try await cast.watch.run() } }
            group.addTask { try await Self.endless { try await cast.orphans.run() } }
            group.addTask { try await perform(cast) }
            while let summary = try await group.next() {
                if let summary { return summary }
            }
            throw CancellationError()
        }
        // Everybody has been asked to go by now, and has gone.
        summary.addOrphans(ProcessTable.read().marked(grounds.mark).filter { $0.pid != getpid() })
        summary.seconds = Int((ContinuousClock.now - began).components.seconds)
        return summary
    }

    private static func endless(_ body: () async throws -> Void) async throws -> Summary? {
        try await body()
        return nil
    }

    private func perform(_ cast: Cast) async throws -> Summary {
        try await bringUp(cast.crew)
        say("everything is up in \(grounds.directory)")
        let references = try await References(grounds: grounds, seconds: tempo.videoSeconds).ready()
        say("the references are ready")
        let customer = Customer(grounds, references: references, seed: seed)
        let saboteur = Saboteur(
            cast.crew, pushes: cast.pushes, provider: cast.provider, watch: cast.watch, tempo: tempo)
        if !faults.isEmpty { try await breakThings(customer, saboteur, cast) }
        let ended = try await allEnded(cast)
        var verdict = Verdict(grounds: grounds, accepted: customer.accepted)
        if cancels > 0 {
            let canceller = Canceller(grounds, crew: cast.crew, customer: customer, watch: cast.watch, seed: seed)
            verdict.cancels = try await canceller.run(cancels)
            _ = try await allEnded(cast)
            try await canceller.settle(&verdict.cancels)
            verdict.accepted = customer.accepted
        }
        say(ended ? "all jobs have ended" : "jobs are stuck")
        return try await verdict.summary(saboteur.report, cast.watch, cast.orphans, seed: seed)
    }

    /// The queue first, because the others order pushes as soon as they live.
    private func bringUp(_ crew: Crew) async throws {
        let limit = Duration.seconds(90)
        guard try await Readiness.wait(for: grounds.url(.queue), atMost: limit) else { throw NotUp(.queue) }
        try await ChaosAssembly.createQueues(grounds, cores: ProcessInfo.processInfo.activeProcessorCount)
        for member in [Member.api] + Member.workers {
            guard try await Readiness.wait(for: grounds.url(member), atMost: limit) else { throw NotUp(member) }
        }
        let deadline = ContinuousClock.now + limit
        while (try? await Bill.read(from: grounds.url(.provider))) == nil {
            guard ContinuousClock.now < deadline else { throw NotUp(.provider) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func breakThings(_ customer: Customer, _ saboteur: Saboteur, _ cast: Cast) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await customer.keepOrdering(overlap, cast.watch)
                return false
            }
            group.addTask {
                try await saboteur.carryOut(faults)
                return true
            }
            while let isDone = try await group.next(), !isDone {}
        }
        say("the last fault is done; \(customer.accepted.count) jobs were accepted")
    }

    /// Waits until no job is under way and no push is being worked on; false when that takes too long.
    private func allEnded(_ cast: Cast) async throws -> Bool {
        let deadline = ContinuousClock.now + patience
        var quiet = 0
        while ContinuousClock.now < deadline {
            let isQuiet = await cast.watch.open.isEmpty && cast.pushes.busy == 0
            quiet = isQuiet ? quiet + 1 : 0
            // Several looks in a row: between two stages there is an instant without a push.
            if quiet >= 10 { return true }
            try await Task.sleep(for: .milliseconds(250))
        }
        return await cast.watch.open.isEmpty
    }

    private struct NotUp: Error, CustomStringConvertible {
        var description: String

        init(_ member: Member) {
            description = "the \(member.rawValue) was not ready in time; see its log"
        }
    }
}
