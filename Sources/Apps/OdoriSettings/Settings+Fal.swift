import OdoriDomain

extension Settings {
    /// How fal is reached.
    package struct Fal: Sendable, Hashable {
        /// Nil where it is not configured; only the worker needs it.
        package var key: Secret?
        /// The whole id, which is the path: `fal-ai/kling-video/v3/pro/motion-control`.
        package var model: String
        /// Of the queue, without a trailing slash.
        package var queueURL: String
        /// Where the keys lie that callbacks are signed with.
        package var keysURL: String
        /// How many dances the account may have open at once; nil: not limited by us.
        package var slots: Int?

        /// What is sold: the model's tier stands in its id.
        var product: PriceTable.Product {
            PriceTable.Product(
                provider: "fal", model: model,
                resolution: model.split(separator: "/").contains("pro") ? "pro" : "standard")
        }
    }
}

extension Settings.Fal {
    init(_ reader: inout EnvironmentReader) {
        key = reader.providerKey(.falKey)
        model = reader.text(
            .falModel, default: "fal-ai/kling-video/v3/pro/motion-control", "a model's id", where: Self.isModel)
        queueURL = reader.baseURL(.falURL) ?? "https://queue.fal.run"
        keysURL = reader.text(
            .falKeys, default: "https://rest.fal.ai/.well-known/jwks.json", "an http or https address"
        ) { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
        slots = reader.integer(.falSlots, in: 1...10_000)
    }

    /// An owner, an app, and what the app is asked for.
    private static func isModel(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part != "." && part != ".."
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            }
    }
}
