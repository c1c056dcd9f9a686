import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage

/// Where this worker has something to sign with, files say what they were made of. They do so before they are measured.
extension RunContext {
    /// A picture, and the bytes that came of its maker where they were converted.
    func sign(picture file: FilePath, _ order: ImageOrder, _ origin: Origin) async throws {
        guard let signer = services.signer else { return }
        let original = ImageOrder.original(of: file)
        let isThere = FileManager.default.fileExists(atPath: original.string)
        let parent = ProvenanceStatement.Ingredient(title: "as it came", file: original, type: nil, origin: origin)
        let inputs = order.sources.map { source in
            ProvenanceStatement.Ingredient(
                title: source.lastComponent?.string ?? "picture", file: source, type: "image/png", origin: nil)
        }
        try await signer.sign(
            file,
            as: ProvenanceStatement(
                title: stage.rawValue, type: "image/png", origin: origin, parent: isThere ? parent : nil,
                inputs: inputs))
    }

    func sign(score file: FilePath, _ origin: Origin) async throws {
        try await services.signer?.sign(
            file, as: ProvenanceStatement(title: stage.rawValue, type: "audio/wav", origin: origin))
    }

    /// A dance: made of the file that came, after a picture.
    func sign(dance file: FilePath, asItCame fetched: FilePath, after image: StageID, _ origin: Origin) async throws {
        guard let signer = services.signer else { return }
        let picture = try ingredient(image, try await local(image), type: "image/png")
        let parent = ProvenanceStatement.Ingredient(
            title: "as it came", file: fetched, type: "video/mp4", origin: origin)
        try await signer.sign(
            file,
            as: ProvenanceStatement(
                title: stage.rawValue, type: "video/mp4", origin: origin, parent: parent, inputs: [picture]))
    }

    /// The deliverable: the dances, what was laid over them, and the score.
    func sign(master file: FilePath, _ order: MasterOrder) async throws {
        guard let signer = services.signer else { return }
        var components = try ingredients(order.clips)
        if let stickers = order.stickers {
            for sticker in [stickers.chibi, stickers.name] {
                components.append(try ingredient(.stickers, sticker, type: "image/png"))
            }
        }
        components.append(try ingredient(.music, order.score.file, type: "audio/wav"))
        let kind = order.stickers == nil ? DeliverableKind.clean : .watermarked
        try await signer.sign(
            file, as: ProvenanceStatement(title: kind.rawValue, type: "video/mp4", components: components))
    }

    /// A remix of dances.
    func sign(remix file: FilePath, _ kind: RemixKind, of clips: [StageID: FilePath]) async throws {
        guard let signer = services.signer else { return }
        try await signer.sign(
            file,
            as: ProvenanceStatement(
                title: "remix_\(kind.rawValue)", type: "video/mp4", components: try ingredients(clips)))
    }

    /// The deliverable with another sound.
    func sign(_ kind: DeliverableKind, _ file: FilePath, _ order: SoundtrackOrder) async throws {
        guard let signer = services.signer else { return }
        let sound =
            switch order.sound {
            case .score(let score): try ingredient(.music, score.file, type: "audio/wav")
            case .original(let video, from: _):
                ProvenanceStatement.Ingredient(title: "reference", file: video, type: "video/mp4", origin: nil)
            }
        try await signer.sign(
            file,
            as: ProvenanceStatement(
                title: kind.rawValue, type: "video/mp4",
                parent: try ingredient(.master, order.video, type: "video/mp4"), components: [sound]))
    }

    private func ingredients(_ clips: [StageID: FilePath]) throws -> [ProvenanceStatement.Ingredient] {
        try clips.sorted { $0.key < $1.key }.map { try ingredient($0.key, $0.value, type: "video/mp4") }
    }

    /// What an earlier stage made, as a part of another file.
    private func ingredient(
        _ stage: StageID, _ file: FilePath, type: String
    ) throws -> ProvenanceStatement.Ingredient {
        .init(title: stage.rawValue, file: file, type: type, origin: try outputs(of: stage).origin)
    }
}
