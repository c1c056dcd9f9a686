import Foundation
package import OdoriDomain
package import OdoriPorts
package import OdoriProcess
import OdoriPrompts
package import SystemPackage

/// Pictures by a Gemini image model: drawn from words, or after pictures that are sent along.
package struct GeminiImageGenerator: ImageGenerator {
    private let client: GeminiClient
    private let objects: any ObjectStore
    private let tools: ToolRunner

    /// - Parameter objects: where references' first pictures lie, which `align` is drawn after.
    package init(_ client: GeminiClient, objects: any ObjectStore, tools: ToolRunner = ToolRunner()) {
        self.client = client
        self.objects = objects
        self.tools = tools
    }

    package var terms: CallTerms {
        CallTerms(
            provider: GeminiConfiguration.provider, price: client.configuration.images.tariff.worstCallPrice)
    }

    package func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        let model = client.configuration.images
        let prompt = Prompts.picture(order.subject, of: order.concept)
        let frame = FilePath(file.string + ".frame")
        defer { try? FileManager.default.removeItem(atPath: frame.string) }
        let sources = try await sources(of: order, frame: frame)
        let request = try request(prompt, order.subject, sources)
        let answer = try await client.generate(model.id) { _ in request }
        let price = answer.price(model.tokens)
        let due = price ?? model.tariff.worstCallPrice
        if let refusal = answer.refusal(isPicture: true, price: due) { throw refusal }
        guard let text = answer.picture?.data, let data = Data(base64Encoded: text), !data.isEmpty else {
            throw OdoriError(.unverifiedOutput, "Gemini's picture is no base64", .transient, price: due)
        }
        let finisher = PictureFinisher(tools: tools, price: due)
        if order.subject.isSticker {
            try await finisher.sticker(data, into: file)
        } else {
            try await finisher.portrait(data, into: file)
        }
        let origin = Origin(
            provider: GeminiConfiguration.provider, model: model.id, promptHash: prompt.hash,
            operationID: answer.responseId)
        return Priced(origin, price: price)
    }

    /// The pictures to be sent: those of the order, and last the reference's first one.
    private func sources(of order: ImageOrder, frame: FilePath) async throws -> [FilePath] {
        guard case .aligned(let reference) = order.subject else { return order.sources }
        try await objects.download(reference.firstFrame.object, to: frame)
        return order.sources + [frame]
    }

    private func request(
        _ prompt: Prompt, _ subject: ImageOrder.Subject, _ sources: [FilePath]
    ) throws -> GeminiRequest {
        let pictures = try sources.map { file in
            guard let kind = PictureBytes.kind(startingWith: try FileBytes(file).read(at: 0, count: 4)) else {
                throw OdoriError(.checkpointLost, "a picture to draw after is none")
            }
            return GeminiRequest.Part.bytes(GeminiRequest.Media(file: file, mimeType: kind.rawValue))
        }
        return GeminiRequest(
            contents: [.init(role: "user", parts: pictures + [.text(prompt.text)])],
            systemInstruction: prompt.rules.map { .init(parts: [.text($0)]) },
            generationConfig: .init(
                responseModalities: ["TEXT", "IMAGE"],
                imageConfig: .init(
                    aspectRatio: subject.isSticker ? "1:1" : "9:16", imageSize: client.configuration.imageSize)))
    }
}

extension ImageOrder.Subject {
    fileprivate var isSticker: Bool {
        switch self {
        case .chibiSticker, .nameSticker: true
        case .animeImage, .cosplayImage, .aligned, .variant: false
        }
    }
}
