import OdoriDomain
import OdoriJobs

/// A reference's steps, under the same leases as a run's stages.
struct ReferenceSteps: Sendable {
    let services: PipelineServices
    let reference: ReferenceID

    func receive(_ payload: TaskPayload) async throws {
        let runner = AttemptRunner<ReferenceState>(
            id: reference, subject: .reference(reference), services: services,
            perform: { attempt in
                switch attempt.stage {
                case .ingest: try await IngestStep(attempt: attempt).run()
                case .analyse: try await AnalyseStep(attempt: attempt).run()
                default: throw UnknownHere("this build knows no step \(attempt.stage)")
                }
            },
            idForEnd: { id, _ in id })
        try await runner.receive(payload)
    }
}
