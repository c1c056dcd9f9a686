import OdoriDomain
import OdoriPorts
import SystemPackage

/// `dance_i` and `variant_dance_*`: motion transfer of a reference onto a picture, an operation of its own at a provider.
struct DanceStage: Sendable {
    let context: RunContext
    /// The stage whose picture dances.
    let image: StageID
    let reference: Int
    let outfit: Outfit?

    func run() async throws -> StageOutcome {
        let provider = try await context.motion()
        switch try await advance(provider) {
        case .waiting(let delay, let queue):
            return .waiting(until: context.services.clock.now + delay, queue: queue)
        case .succeeded(let id, let price):
            return try await keep(id, of: provider, price: price, motion: try await context.reference(reference))
        }
    }

    private func order(from provider: any MotionTransfer) async throws -> MotionOrder {
        MotionOrder(
            image: try context.asset(of: image), reference: try await context.reference(reference),
            concept: try context.concept(), outfit: outfit,
            callback: context.callback(for: provider.capabilities.provider))
    }

    /// A provider of ours reads the order's files; of those that are gone, the makers are asked for new ones.
    private func advance(_ provider: any MotionTransfer) async throws -> OperationDriver.Step {
        do {
            return try await OperationDriver(context: context, provider: provider).advance {
                try await order(from: provider)
            }
        } catch let error as OdoriError where error.code == .checkpointLost {
            guard try await context.services.objects.info(context.asset(of: image).object) != nil else {
                throw CheckpointLost(maker: image, reason: error)
            }
            try await ReferenceRepair(services: context.services)
                .reopen(context.run.references[reference], because: error)
            throw NotYet(delay: .seconds(1))
        }
    }

    /// Fetches the result at once, since providers delete theirs, and judges it before it counts.
    private func keep(
        _ id: String, of provider: any MotionTransfer, price: Int64?, motion: ReferenceMotion
    ) async throws -> StageOutcome {
        let fetched = context.scratch("dance.mp4")
        let origin = try await provider.fetch(id, into: fetched)
        guard let (file, report) = try await clip(of: fetched) else {
            return .waiting(until: context.services.clock.now, queue: .media)
        }
        try await context.sign(dance: file, asItCame: fetched, after: image, origin)
        let stored = try await context.store(file, suffix: "mp4", type: "video/mp4")
        let facts = try await facts(file, report, keepsTime: provider.capabilities.keepsTime, motion)
        let outputs = StageOutputs(
            assets: [StageOutputs.main: stored], facts: try StageFacts(facts), origin: origin)
        return .finished(outputs, effects: [.settleOperation(price: price)])
    }

    /// Which part of the reference's motion a dance holds. Where that cannot be told, it is taken to begin with the reference.
    private func facts(
        _ file: FilePath, _ report: DeliverableReport, keepsTime: Bool, _ motion: ReferenceMotion
    ) async throws -> DanceFacts {
        var facts = DanceFacts(
            length: Frame.index(at: report.media.duration), offset: 0,
            coverage: min(1, report.media.duration / motion.media.duration))
        guard !keepsTime, let matcher = context.services.matcher else { return facts }
        let match = try await matcher.match(file, to: try await context.local(videoOf: motion))
        facts.alignment = match.confidence
        guard facts.isPlaced else { return facts }
        facts.offset = Frame.seconds(at: match.offset)
        // What comes after the reference's end is not used.
        facts.length = min(facts.length, Frame.index(at: motion.media.duration) - match.offset)
        let shared = facts.length + min(0, match.offset)
        facts.coverage = min(1, Frame.seconds(at: shared) / motion.media.duration)
        return facts
    }

    /// Providers encode as they please: a dance that is not as our clips are is encoded once more, and judged again.
    ///
    /// - Returns: nil when that is to be done, but this push is none of media work.
    private func clip(of fetched: FilePath) async throws -> (FilePath, DeliverableReport)? {
        let media = context.services.media
        let first = try await media.inspect(fetched, as: .clip)
        guard !first.problems.isEmpty else { return (fetched, first) }
        guard context.record.queue == .media else { return nil }
        let file = context.scratch("clip.mp4")
        _ = try await media.normalise(fetched, into: file, firstFrame: context.scratch("first.png"))
        let report = try await media.inspect(file, as: .clip)
        guard report.problems.isEmpty else {
            throw OdoriError(.unverifiedOutput, "the dance is not usable: " + report.problems.joined(separator: "; "))
        }
        return (file, report)
    }
}
