package import OdoriDomain

extension Settings {
    /// Who writes concepts, and who draws.
    package enum Maker: String, Sendable, CaseIterable {
        case studio, gemini
    }

    /// Who analyses dances.
    package enum Analysis: String, Sendable, CaseIterable {
        case local
        /// The local analyst measures, Gemini watches.
        case gemini
    }

    /// How Gemini is reached, and for what.
    package struct Gemini: Sendable, Hashable {
        package var concepts: Maker
        package var images: Maker
        package var analysis: Analysis
        /// For the developer API; the first is used until its quota is.
        package var keys: [Secret]
        package var textModel: String
        package var imageModel: String
        /// Without a trailing slash; nil = the vendor's own.
        package var baseURL: String?
        /// Of the developer API: `v1beta` or `v1`.
        package var version: String
        /// Where Vertex AI is used: its location.
        package var vertexLocation: String?
        /// What the models' tokens cost.
        package var textTokens: TokenPrices?
        package var imageTokens: TokenPrices?
        /// The most that a call of the text model costs.
        package var textTariff = Tariff.free
        /// Portraits of 1080×1920 are drawn a size larger.
        package let imageSize = "2K"

        /// Something is asked of it.
        package var isUsed: Bool {
            concepts == .gemini || images == .gemini || analysis == .gemini
        }
    }
}

extension Settings.Gemini {
    init(_ reader: inout EnvironmentReader, isLive: Bool) {
        concepts = reader.choice(.concepts, default: isLive ? .gemini : .studio)
        images = reader.choice(.images, default: isLive ? .gemini : .studio)
        analysis = reader.choice(.analysis, default: isLive ? .gemini : .local)
        keys = (reader.list(.geminiKeys) ?? []).map { Secret($0) }
        textModel = reader.text(.geminiTextModel, default: "gemini-3.8-flash", "a model's id", where: Self.isModel)
        imageModel = reader.text(
            .geminiImageModel, default: "gemini-3.1-flash-image", "a model's id", where: Self.isModel)
        baseURL = reader.baseURL(.geminiURL)
        version = reader.text(.geminiVersion, default: "v1beta", "v1beta or v1") { ["v1beta", "v1"].contains($0) }
        let isVertex = ["true", "1"].contains(reader.text(.geminiVertex)?.lowercased())
        let location = reader.text(.location, default: "global", "a location's id", where: Self.isModel)
        vertexLocation = isVertex ? location : nil
        if !keys.allSatisfy({ $0.value.utf8.allSatisfy { (0x21...0x7e).contains($0) } }) {
            reader.report(.geminiKeys, "holds characters other than visible ASCII")
        }
        if Set(keys).count < keys.count { reader.report(.geminiKeys, "holds the same key twice") }
    }

    /// Takes the prices of what is used; what has no price is not bought.
    ///
    /// - Returns: the tariffs of concepts and of pictures.
    mutating func take(_ prices: PriceTable, _ reader: inout EnvironmentReader) -> (concepts: Tariff, images: Tariff) {
        if concepts == .gemini || analysis == .gemini {
            let product = PriceTable.Product(provider: "gemini", model: textModel, resolution: "text")
            textTariff = Self.tariff(of: product, .geminiTextModel, prices, &reader)
            textTokens = prices.tokenPrices(of: product)
        }
        guard images == .gemini else { return (concepts == .gemini ? textTariff : .free, .free) }
        let product = PriceTable.Product(provider: "gemini", model: imageModel, resolution: imageSize)
        imageTokens = prices.tokenPrices(of: product)
        let tariff = Self.tariff(of: product, .geminiImageModel, prices, &reader)
        return (concepts == .gemini ? textTariff : .free, tariff)
    }

    private static func tariff(
        of product: PriceTable.Product, _ key: SettingKey, _ prices: PriceTable, _ reader: inout EnvironmentReader
    ) -> Tariff {
        guard let tariff = prices.tariff(of: product), case .each = tariff else {
            reader.report(
                key, "is one whose price by the call is not known: \(SettingKey.prices.name) must name \(product)")
            return .free
        }
        return tariff
    }

    /// What the process that works needs besides.
    ///
    /// - Parameter composes: Lyria does, with the same keys.
    func problems(composes: Bool) -> [SettingsProblems.Problem] {
        guard isUsed || composes, vertexLocation == nil, keys.isEmpty else { return [] }
        let who = isUsed ? "Gemini writes, draws or watches" : "Lyria composes"
        let detail = "must be set where \(who), or \(SettingKey.geminiVertex.name)=true"
        return [.init(SettingKey.geminiKeys.name, detail)]
    }

    private static func isModel(_ text: String) -> Bool {
        text != "." && text != ".."
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
}
