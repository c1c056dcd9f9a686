import OdoriDomain
import OdoriJobs
import OdoriPorts
import SystemPackage

/// `analyse`: finds tempo, beats, sections and drop, once per reference.
struct AnalyseStep: Sendable {
    let attempt: Attempt<ReferenceState>

    func run() async throws -> StageOutcome {
        let services = attempt.services
        guard let video = attempt.state.reference.video else {
            throw OdoriError(.checkpointLost, "the reference has no normalised video")
        }
        let file = attempt.scratch.appending("video.mp4")
        try await services.objects.download(video.object, to: file)
        let analysis = try await services.analyst.analyse(file)
        try await attempt.update { $0.reference.analysis = analysis }
        return .finished(StageOutputs())
    }
}
