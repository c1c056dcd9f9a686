package import OdoriDomain
package import OdoriPorts
package import OdoriProcess
import OdoriScratch
package import SystemPackage

/// Brings a reference's video: one that somebody sent from the object store, or one of the studio's own, drawn and
/// played now.
package struct StudioReferenceFetcher: RemoteFetcher {
    private let objects: any ObjectStore
    private let band: StudioBand
    private let tools: ToolRunner

    package init(objects: any ObjectStore, band: StudioBand = StudioBand(), tools: ToolRunner = ToolRunner()) {
        self.objects = objects
        self.band = band
        self.tools = tools
    }

    ///  - Throws: `reference_rejected` for a name that the studio does not know; `checkpoint_lost` for an upload that
    /// is gone;
    ///   the tools' errors.
    package func fetch(_ source: ReferenceSource, into file: FilePath) async throws {
        switch source {
        case .upload(let name):
            try await objects.download(name, to: file)
        case .link:
            throw OdoriError(.referenceRejected, "the studio follows no links")
        case .studio(let name):
            guard let entry = StudioReferences.named(name) else {
                throw OdoriError(.referenceRejected, "the studio has no dance named \(name)")
            }
            try await render(entry, duration: entry.duration, into: file)
        }
    }

    /// Draws a dancer to the dance and plays the band to it.
    func render(_ entry: StudioReferences.Entry, duration: Double, into file: FilePath) async throws {
        try await withScratchDirectory(in: file.removingLastComponent(), prefix: "reference") { scratch in
            let track = scratch.appending("track.wav")
            try await band.renderReferenceTrack(
                name: entry.name,
                tempo: entry.tempo,
                duration: duration,
                seed: entry.seed,
                drop: min(entry.drop, duration),
                into: track
            )
            let performance = Performance(entry.choreography, duration: duration, expressions: entry.seed)
            let video = try await DanceRenderer(tools: tools).render(
                DanceScene.of(entry),
                performance,
                pictures: Frame.index(at: duration),
                sound: FilePath("track.wav"),
                in: scratch
            ) { _ in }
            try Files.move(video, to: file)
        }
    }
}
