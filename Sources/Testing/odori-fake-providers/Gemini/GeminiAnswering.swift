import Foundation

/// What a call that is done is answered with, and what it costs.
struct GeminiAnswering: Sendable {
    let order: GeminiOrder
    let fault: GeminiFaults.Fault?
    let faults: GeminiFaults
    let pictures: GeminiPictures

    func answer(number: Int, model: String) async throws -> (response: GeminiResponse, price: Int64) {
        let isPicture = order.kind == "image"
        let usage = usage(hasPicture: isPicture && !isWithdrawn)
        var response = GeminiResponse(
            usageMetadata: usage, modelVersion: model, responseId: "response-\(number)-\(UInt32.random(in: 0...9999))")
        switch fault {
        case .block: response.promptFeedback = .init(blockReason: faults.blockReason)
        case .empty: response.candidates = []
        case .finish:
            response.candidates = [.init(finishReason: faults.finishReason, finishMessage: "withdrawn by the judges")]
        case .noImage where isPicture:
            let words = GeminiResponse.Part(text: "I cannot draw this character.")
            response.candidates = [.init(content: .init(parts: [words]), finishReason: "STOP")]
        default:
            let parts = isPicture ? try await picture() : text()
            let reason = fault == .truncated ? "MAX_TOKENS" : "STOP"
            response.candidates = [.init(content: .init(parts: parts), finishReason: reason)]
        }
        return (response, price(usage, model))
    }

    /// Nothing was made that output tokens would be counted for.
    private var isWithdrawn: Bool {
        [.block, .empty, .finish, .noImage].contains(fault)
    }

    private func text() -> [GeminiResponse.Part] {
        let writing = GeminiWriting(
            number: Int(order.fingerprint % 99_991), isMinor: fault == .minor, isFamous: fault == .famous)
        var text = "Hello."
        if let value = writing.value(order.schema),
            let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
        {
            text = String(decoding: data, as: UTF8.self)
        }
        switch fault {
        case .prose: text = "Here is what you asked for:\n```json\n\(text)\n```\nTell me if you want {more}."
        case .malformed: text = text.replacing("\":", with: "\" =")
        case .truncated: text = String(text.prefix(text.count / 2))
        default: break
        }
        return [.init(text: "I think first.", thought: true), .init(text: text)]
    }

    private func picture() async throws -> [GeminiResponse.Part] {
        let isPNG = !order.fingerprint.isMultiple(of: 2)
        let isSquare = order.aspectRatio == "1:1"
        let kind =
            switch fault {
            case .wrongRatio: "wide"
            case .notGreen: "plain"
            default: isSquare ? "sticker" : "portrait"
            }
        var data = try await pictures.picture(kind, isPNG: isPNG)
        if fault == .wrongMime { data = Data("<html>not a picture</html>".utf8) }
        if fault == .truncated { data = data.prefix(data.count / 2) }
        let blob = GeminiResponse.Blob(
            mimeType: isPNG ? "image/png" : "image/jpeg", data: data.base64EncodedString())
        return [.init(text: "Here it is."), .init(inlineData: blob)]
    }

    private func usage(hasPicture: Bool) -> GeminiResponse.Usage {
        let prompt = 40 + order.words / 4 + order.images * 1120 + order.videos * 4400
        guard !isWithdrawn else { return .init(promptTokenCount: prompt, totalTokenCount: prompt) }
        let image = order.imageSize == "2K" ? 1680 : 1120
        let output = hasPicture ? image + 9 : 700
        let details: [GeminiResponse.Usage.Detail] =
            hasPicture
            ? [.init(modality: "IMAGE", tokenCount: image), .init(modality: "TEXT", tokenCount: 9)]
            : [.init(modality: "TEXT", tokenCount: output)]
        let thoughts = hasPicture ? 0 : 120
        return .init(
            promptTokenCount: prompt, candidatesTokenCount: output, thoughtsTokenCount: thoughts,
            totalTokenCount: prompt + output + thoughts, candidatesTokensDetails: details)
    }

    /// List prices in micro-dollars a million: input, words, pictures.
    private func price(_ usage: GeminiResponse.Usage, _ model: String) -> Int64 {
        let prices: (Int64, Int64, Int64) =
            order.kind == "image" ? (500_000, 3_000_000, 60_000_000) : (750_000, 3_750_000, 3_750_000)
        let image = usage.candidatesTokensDetails?.first { $0.modality == "IMAGE" }?.tokenCount ?? 0
        let words = (usage.candidatesTokenCount ?? 0) - image + (usage.thoughtsTokenCount ?? 0)
        let sum = Int64(usage.promptTokenCount) * prices.0 + Int64(words) * prices.1 + Int64(image) * prices.2
        return (sum + 999_999) / 1_000_000
    }
}
