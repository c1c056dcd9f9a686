import OdoriDomain
import OdoriJobs
import OdoriPorts

extension AttemptRunner {
    /// Lets an attempt work, and counts how it went.
    func counted(
        _ stage: StageID, _ state: State, waited: Duration, _ work: @Sendable () async -> Ending
    ) async -> Ending {
        guard let meter = WorkContext.current.meter else { return await work() }
        let began = services.clock.now
        let queue = state.engine.stages[stage]?.queue ?? state.graph.node(stage)?.queue ?? .poll
        meter.add(to: .pushes, "worked")
        meter.observe(max(0, waited.inSeconds), in: .waitSeconds, queue.rawValue)
        meter.add(to: .leases)
        let ending = await work()
        meter.add(-1, to: .leases)
        let seconds = services.clock.now.duration(since: began).inSeconds
        meter.observe(seconds, in: .stageSeconds, stage.family, ending.word)
        return ending
    }
}

extension StageID {
    /// Without the number that tells stages of one kind apart.
    fileprivate var family: String {
        var words = rawValue.split(separator: "_")
        if words.last.flatMap({ Int($0) }) != nil { words.removeLast() }
        return words.joined(separator: "_")
    }
}

extension AttemptRunner.Ending {
    fileprivate var word: String {
        switch self {
        case .overtaken: "overtaken"
        case .outcome(let outcome): outcome.word
        }
    }
}

extension StageOutcome {
    fileprivate var word: String {
        switch self {
        case .finished: "finished"
        case .waiting: "waiting"
        case .retry: "retry"
        case .failed: "failed"
        case .interrupted: "interrupted"
        case .lost: "lost"
        case .handedOn: "handed_on"
        case .reconciled: "reconciled"
        }
    }
}
