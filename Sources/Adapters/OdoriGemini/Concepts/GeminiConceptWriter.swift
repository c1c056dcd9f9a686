import OdoriDomain
package import OdoriPorts
import OdoriPrompts

/// Concepts by a Gemini text model, as JSON by a schema; what comes back is read with care all the same.
package struct GeminiConceptWriter: ConceptWriter {
    private let client: GeminiClient

    /// The most that a concept and the thoughts before it may take; the worst price is reckoned with it.
    static let mostOutputTokens = 8192

    package init(_ client: GeminiClient) {
        self.client = client
    }

    package var terms: CallTerms {
        CallTerms(
            provider: GeminiConfiguration.provider, price: client.configuration.text.tariff.worstCallPrice)
    }

    package func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        let model = client.configuration.text
        let prompt = Prompts.concept(brief)
        let request = GeminiRequest(
            contents: [.init(role: "user", parts: [.text(prompt.text)])],
            systemInstruction: prompt.rules.map { .init(parts: [.text($0)]) },
            generationConfig: .init(
                responseMimeType: "application/json", responseSchema: WrittenConcept.schema,
                maxOutputTokens: Self.mostOutputTokens, temperature: 1,
                thinkingConfig: client.configuration.thinkingLevel.map { .init(thinkingLevel: $0) }))
        let answer = try await client.generate(model.id) { _ in request }
        let price = answer.price(model.tokens)
        let due = price ?? model.tariff.worstCallPrice
        if let refusal = answer.refusal(isPicture: false, price: due) { throw refusal }
        let written = try AnsweredJSON.read(WrittenConcept.self, from: answer.text, price: due)
        let origin = Origin(
            provider: GeminiConfiguration.provider, model: model.id, promptHash: prompt.hash,
            operationID: answer.responseId)
        return Priced(written.draft(seed: brief.seed, origin: origin), price: price)
    }
}
