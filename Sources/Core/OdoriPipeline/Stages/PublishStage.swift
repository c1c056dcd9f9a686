import OdoriDomain
import OdoriPorts

/// `publish`: copies the verified files to their final names and writes the catalogue entry.
struct PublishStage: Sendable {
    let context: RunContext

    func run() async throws -> StageOutcome {
        guard let character = context.run.characterID, let name = context.run.name else {
            throw OdoriError(.checkpointLost, "the run has no character")
        }
        var publisher = Publisher(context: context, character: character)
        let assets = try await publisher.publishAll()
        let result = CharacterResult(characterID: character, name: name, assets: assets)
        let document = CharacterDocument(
            result: result, owner: context.run.owner, run: context.run.id, concept: try context.concept(),
            provenance: Manifest(entries: publisher.entries), createdAt: context.services.clock.now)
        return .finished(StageOutputs(), effects: [.publish(document)])
    }
}
