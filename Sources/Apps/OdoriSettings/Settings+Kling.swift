package import OdoriDomain

extension Settings {
    /// How Kling is reached.
    package struct Kling: Sendable, Hashable {
        /// Nil where it is not configured; only the worker needs it.
        package var access: Access?
        package var model: String
        /// Without a trailing slash.
        package var baseURL: String
        /// Outputs are portraits of 1080×1920.
        package let resolution = "1080p"
        /// Micro-dollars that a prepaid unit stands for; nil: not known.
        package var unitPrice: Int64?
        /// How many dances the account may have open at once; nil: not limited by us.
        package var slots: Int?
        /// What callbacks are signed with; empty: Kling is given no address for them.
        package var webhookSecrets: [WebhookSecret]

        /// Its kind chooses the API.
        package enum Access: Sendable, Hashable {
            case key(Secret)
            case pair(accessKey: Secret, secretKey: Secret)
        }

        static let unit = PriceTable.Product(provider: "kling", model: "prepaid", resolution: "unit")

        var product: PriceTable.Product {
            PriceTable.Product(provider: "kling", model: model, resolution: resolution)
        }
    }
}

extension Settings.Kling {
    init(_ reader: inout EnvironmentReader) {
        access = Self.access(&reader)
        var standard = "kling-3.0"
        if case .pair? = access { standard = "kling-v3" }
        model = reader.text(.klingModel, default: standard, "a model's name", where: Self.isPathPart)
        baseURL = reader.baseURL(.klingURL) ?? "https://api-singapore.klingai.com"
        slots = reader.integer(.klingSlots, in: 1...10_000)
        let texts = reader.list(.klingWebhookSecret) ?? []
        webhookSecrets = texts.compactMap { WebhookSecret($0) }
        if webhookSecrets.count < texts.count {
            reader.report(.klingWebhookSecret, "must be whsec_ and the base64 of 24 to 64 bytes")
        }
    }

    private static func access(_ reader: inout EnvironmentReader) -> Access? {
        let key = reader.providerKey(.klingKey)
        let accessKey = reader.providerKey(.klingAccessKey)
        let secretKey = reader.providerKey(.klingSecretKey)
        if let key { return .key(key) }
        if let accessKey, let secretKey { return .pair(accessKey: accessKey, secretKey: secretKey) }
        if accessKey != nil { reader.report(.klingSecretKey, "must be set beside \(SettingKey.klingAccessKey.name)") }
        if secretKey != nil { reader.report(.klingAccessKey, "must be set beside \(SettingKey.klingSecretKey.name)") }
        return nil
    }

    private static func isPathPart(_ text: String) -> Bool {
        text != "." && text != ".."
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
}
