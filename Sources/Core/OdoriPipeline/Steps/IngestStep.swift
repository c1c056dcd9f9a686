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
        try await refuseOthers(reference)
        try await services.fetcher.fetch(reference.source, into: original)
        let digest = try reference.source.isForeign ? Self.digest(of: original) : nil
        if let digest, let twin = try await twin(of: reference, digest) { return try await adopt(twin, digest) }
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
            state.reference.originalSHA256 = digest
            state.reference.sameAs = nil
            state.reference.media = facts
        }
        return .finished(StageOutputs(assets: [StageOutputs.main: storedVideo]))
    }

    /// A file of the bucket may be named by anybody; one whose metadata names another owner is as good as none.
    private func refuseOthers(_ reference: ReferenceDocument) async throws {
        guard case .upload(let name) = reference.source, name.rawValue.hasPrefix(DropFolder.prefix) else { return }
        let info = try await attempt.services.objects.info(name)
        guard let info, [nil, reference.owner.rawValue].contains(info.attributes.metadata["owner"]) else {
            throw OdoriError(.referenceRejected, "there is no file \(name) in the bucket")
        }
    }

    /// The same owner's reference that came of the very same bytes and has its files; the oldest, if there are several.
    private func twin(of reference: ReferenceDocument, _ digest: String) async throws -> ReferenceDocument? {
        let page = try await attempt.services.store.query(
            DocumentQuery(
                .collection(Collection.references),
                where: [.equal("owner", reference.owner.rawValue), .equal("original_sha256", digest)],
                order: .init("created_at"), limit: 20))
        for document in page.documents {
            let other = try Tracked<ReferenceDocument>(document).value
            guard other.id != reference.id, other.isOffered, other.sameAs == nil, let video = other.video,
                try await attempt.services.objects.info(video.object) != nil
            else { continue }
            return other
        }
        return nil
    }

    private func adopt(_ twin: ReferenceDocument, _ digest: String) async throws -> StageOutcome {
        try await attempt.update { state in
            state.reference.sameAs = twin.id
            state.reference.originalSHA256 = digest
            state.reference.video = twin.video
            state.reference.firstFrame = twin.firstFrame
            state.reference.sha256 = twin.sha256
            state.reference.media = twin.media
        }
        return .finished(StageOutputs())
    }

    private static func digest(of file: FilePath) throws -> String {
        let descriptor = try FileDescriptor.open(file, .readOnly, options: [.closeOnExec])
        return try descriptor.closeAfter {
            var digest = ContentDigest()
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                guard count > 0 else { return digest.sha256 }
                buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        }
    }
}

extension ReferenceSource {
    /// Somebody outside made the bytes.
    var isForeign: Bool {
        switch self {
        case .studio: false
        case .upload, .link: true
        }
    }
}
