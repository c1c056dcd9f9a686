package import OdoriDomain
package import OdoriPorts
package import SystemPackage

/// A media composer that pretends whatever it does not do itself.
package protocol PretendingMedia: MediaComposer {}

extension PretendingMedia {
    /// Who does what is pretended.
    package var pretending: PretendMediaComposer { PretendMediaComposer() }

    package func probe(_ video: FilePath) async throws -> MediaFacts { try await pretending.probe(video) }

    package func normalise(
        _ video: FilePath, into output: FilePath, firstFrame: FilePath
    ) async throws -> MediaFacts {
        try await pretending.normalise(video, into: output, firstFrame: firstFrame)
    }

    package func remix(
        _ order: RemixOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws {
        try await pretending.remix(order, into: file, progress: progress)
    }

    package func master(
        _ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        try await pretending.master(order, into: file, progress: progress)
    }

    package func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound {
        try await pretending.soundtrack(order, into: file)
    }

    package func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        try await pretending.inspect(file, as: kind, stills: stills)
    }
}
