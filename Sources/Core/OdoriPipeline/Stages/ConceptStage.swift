import OdoriDomain
import OdoriJobs
import OdoriPorts

/// `concept`: who the character is, with a name that nobody else has.
struct ConceptStage: Sendable {
    let context: RunContext
    private static let candidates = 64

    func run() async throws -> StageOutcome {
        for candidate in 0..<Self.candidates {
            let draft = try await draft(candidate)
            for name in [draft.concept.name] + draft.otherNames {
                var concept = draft.concept
                concept.name = name
                guard concept.complaint == nil else { continue }
                let claim = claim(concept)
                guard try await isFree(claim) else { continue }
                let outputs = StageOutputs(facts: try StageFacts(concept), origin: draft.origin)
                return .finished(outputs, effects: [.claimName(claim)])
            }
        }
        throw OdoriError(.noNameLeft, "none of \(Self.candidates) candidate names is free")
    }

    /// A concept that keeps the rules: one that does not is rewritten once, then refused.
    private func draft(_ candidate: Int) async throws -> ConceptDraft {
        var brief = ConceptBrief(style: try context.style, seed: context.seed, candidate: candidate)
        let first = try await write(brief)
        guard let complaint = first.concept.complaint else { return first }
        brief.complaint = complaint
        let second = try await write(brief)
        if let complaint = second.concept.complaint { throw OdoriError(.contentPolicy, complaint) }
        return second
    }

    private func write(_ brief: ConceptBrief) async throws -> ConceptDraft {
        let writer = context.services.concepts
        return try await PaidCall(context: context, terms: writer.terms).makePriced { try await writer.write(brief) }
    }

    private func claim(_ concept: Concept) -> NameClaim {
        let slug = Slug(name: concept.name)
        let character = CharacterID(slug: slug, jobCreatedAt: context.job.createdAt)
        return NameClaim(
            key: context.job.nameKey(character, slug: slug), name: concept.name, characterID: character,
            run: context.run.id)
    }

    private func isFree(_ claim: NameClaim) async throws -> Bool {
        guard let document = try await context.services.store.get([.name(claim.key)]).first.flatMap(\.self) else {
            return true
        }
        return try Tracked<NameClaim>(document).value == claim
    }
}
