import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

extension RunContext {
    /// Who makes this stage's dance: whoever has its operation, else the next in turn that is not paused; when all of them are, the
    /// first is waited for.
    func motion() async throws -> any MotionTransfer {
        if let operation = record.operation { return try motion(named: operation.provider) }
        let candidates = candidates(after: nil)
        guard let first = candidates.first else {
            throw OdoriError(.providerRefused, "no provider of motion that this job prefers is left")
        }
        guard candidates.count > 1 else { return try motion(named: first) }
        for candidate in candidates where try await !services.circuits.isPaused(candidate) {
            return try motion(named: candidate)
        }
        return try motion(named: first)
    }

    /// Who gets the order when `refuser` has refused it as well; nil: nobody is left.
    func nextMotion(after refuser: String?) -> String? {
        candidates(after: refuser).first
    }

    private func candidates(after refuser: String?) -> [String] {
        MotionChoice.candidates(
            preferred: job.config.prefer,
            configured: ([services.motion] + services.otherMotion).map(\.capabilities.provider),
            passedOver: (record.passedOver ?? []) + (refuser.map { [$0] } ?? []))
    }

    func motion(named provider: String) throws -> any MotionTransfer {
        guard let motion = services.motion(named: provider) else {
            throw UnknownHere("this worker is not set up for \(provider), where the operation is")
        }
        return motion
    }

    /// Where a provider may tell of this stage's operation.
    func callback(for provider: String) -> String? {
        services.callbacks?.link(
            for: provider,
            CallbackTarget(run: run.id, stage: stage, generation: record.generation))
    }

    /// An account is in arrears: this job orders nothing more, until somebody has seen to that and tries it again.
    func stopOrdering(because error: OdoriError) async throws {
        services.logger.critical(
            "a provider's account is in arrears; the job stops ordering",
            metadata: ["job": "\(run.jobID)", "stage": "\(stage)", "error": "\(error)"])
        try await services.transactor.update(RunState.self, .init(run.id)) { state in
            if state.ledger.stopped == nil { state.ledger.stopped = Operation.Reason(error) }
        }
    }
}
