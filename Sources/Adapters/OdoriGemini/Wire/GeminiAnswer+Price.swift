import OdoriDomain

extension GeminiAnswer {
    /// What the call cost by the tokens that the vendor counted; nil where it did not count, or where they have no price.
    func price(_ prices: TokenPrices?) -> Int64? {
        guard let prices, let usage = usageMetadata, let input = usage.promptTokenCount else { return nil }
        let all = usage.candidatesTokenCount ?? 0
        let image = usage.candidatesTokensDetails.map { details in
            details.filter { $0.modality == "IMAGE" }.reduce(0) { $0 + ($1.tokenCount ?? 0) }
        }
        // Where the kinds are not told apart, everything is taken for the dearer one.
        let pictures = min(all, image ?? all)
        return prices.price(
            input: input, output: all - pictures + (usage.thoughtsTokenCount ?? 0), imageOutput: pictures)
    }
}
