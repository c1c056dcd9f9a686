package import OdoriDomain
package import OdoriPorts
import OdoriPrompts
package import SystemPackage

/// Watches a reference beside another analyst, who measures: a reference in which somebody may be no adult is refused; of the rest
/// the measured beats keep the last word.
package struct GeminiDanceAnalyst: DanceAnalyst {
    private let client: GeminiClient
    private let measuring: any DanceAnalyst

    private static let mimeType = "video/mp4"
    private static let mostOutputTokens = 8192
    /// A request that holds a video takes no more than this, with room for base64.
    private static let largestInline: Int64 = 70 << 20

    package init(_ client: GeminiClient, measuring: any DanceAnalyst) {
        self.client = client
        self.measuring = measuring
    }

    package func analyse(_ video: FilePath) async throws -> DanceAnalysis {
        let own = try await measuring.analyse(video)
        let model = client.configuration.text
        let answer = try await watch(video)
        let price = answer.price(model.tokens)
        let due = price ?? model.tariff.worstCallPrice
        if let refusal = answer.refusal(isPicture: false, price: due) { throw refusal }
        let seen = try AnsweredJSON.read(DanceViewing.self, from: answer.text, price: due)
        guard seen.allAdults else {
            throw OdoriError(.referenceRejected, "not everybody in the video is clearly an adult")
        }
        let origin = Origin(
            provider: GeminiConfiguration.provider, model: model.id, promptHash: Prompts.analysis.hash,
            operationID: answer.responseId)
        return seen.reconciled(with: own, origin: origin, price: due)
    }

    /// A lost answer is asked for again: it costs a fraction of a cent, and no job's money.
    private func watch(_ video: FilePath) async throws -> GeminiAnswer {
        let model = client.configuration.text.id
        do {
            guard case .developer(let base, let version) = client.configuration.place else {
                return try await client.generate(model) { _ in request(try inline(video)) }
            }
            let files = GeminiFiles(client: client, baseURL: base, version: version)
            var uploaded: (name: String, pass: GeminiPass)?
            let answer = try await client.generate(model) { pass in
                let file = try await files.upload(video, mimeType: Self.mimeType, pass)
                uploaded = (file.name, pass)
                return request(.file(uri: file.uri ?? "", mimeType: Self.mimeType))
            }
            // What cannot be taken back is gone after two days by itself.
            if let uploaded { try? await files.delete(uploaded.name, uploaded.pass) }
            return answer
        } catch let error as OdoriError where error.code == .answerLost {
            throw OdoriError(.providerUnavailable, error.message, .transient)
        }
    }

    private func inline(_ video: FilePath) throws -> GeminiRequest.Part {
        guard try FileBytes.count(of: video) <= Self.largestInline else {
            throw OdoriError(.providerRefused, "the video is too large to be sent along")
        }
        return .bytes(GeminiRequest.Media(file: video, mimeType: Self.mimeType))
    }

    private func request(_ video: GeminiRequest.Part) -> GeminiRequest {
        GeminiRequest(
            contents: [.init(role: "user", parts: [video, .text(Prompts.analysis.text)])],
            systemInstruction: Prompts.analysis.rules.map { .init(parts: [.text($0)]) },
            generationConfig: .init(
                responseMimeType: "application/json", responseSchema: DanceViewing.schema,
                maxOutputTokens: Self.mostOutputTokens,
                thinkingConfig: client.configuration.thinkingLevel.map { .init(thinkingLevel: $0) }))
    }
}
