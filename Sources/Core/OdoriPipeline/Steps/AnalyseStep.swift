import OdoriDomain
import OdoriJobs
import OdoriPorts
import SystemPackage

/// `analyse`: finds tempo, beats, sections and drop, once per reference.
struct AnalyseStep: Sendable {
    let attempt: Attempt<ReferenceState>

    func run() async throws -> StageOutcome {
        if let twin = attempt.state.reference.sameAs, let analysis = try await analysis(of: twin) {
            try await attempt.update { $0.reference.analysis = analysis }
            return .finished(StageOutputs())
        }
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

    /// What came of the same bytes is analysed there, or soon will be; nil when it is not to be had.
    private func analysis(of twin: ReferenceID) async throws -> DanceAnalysis? {
        guard let document = try await attempt.services.store.get([.reference(twin)]).first.flatMap(\.self) else {
            return nil
        }
        let reference = try Tracked<ReferenceDocument>(document).value
        if reference.status == .ingesting { throw NotYet(delay: .seconds(1)) }
        return reference.analysis
    }
}
