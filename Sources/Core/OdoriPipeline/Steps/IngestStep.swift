import OdoriDomain
import OdoriJobs
import OdoriPorts
import SystemPackage

/// `ingest`: fetches a reference's video, makes it a reference (15 s, one size, one rate) and takes its first picture.
struct IngestStep: Sendable {
    let attempt: Attempt<ReferenceState>

    func run() async throws -> StageOutcome {
        let services = attempt.services
        let reference = attempt.state.reference
        let original = attempt.scratch.appending("original")
        let video = attempt.scratch.appending("video.mp4")
        let picture = attempt.scratch.appending("first.png")
        try await services.fetcher.fetch(reference.source, into: original)
        let facts = try await services.media.normalise(original, into: video, firstFrame: picture)
        let names = services.settings.names
        let storedVideo = try await services.store(
            video, as: names.reference(reference.id, file: "video.mp4"), type: "video/mp4",
            key: "\(reference.id)/ingest")
        let storedPicture = try await services.store(
            picture, as: names.reference(reference.id, file: "first.png"), type: "image/png",
            key: "\(reference.id)/ingest")
        try await attempt.update { state in
            state.reference.video = storedVideo
            state.reference.firstFrame = storedPicture
            state.reference.sha256 = storedVideo.sha256
            state.reference.media = facts
        }
        return .finished(StageOutputs(assets: [StageOutputs.main: storedVideo]))
    }
}
