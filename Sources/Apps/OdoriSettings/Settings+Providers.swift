package import OdoriDomain

extension Settings {
    /// Who makes what, and for how much.
    package struct Providers: Sendable, Hashable {
        package var motion: Motion
        package var kling: Kling
        /// What the chosen providers charge.
        package var tariffs: Tariffs
    }

    /// Who transfers motion.
    package enum Motion: String, Sendable, CaseIterable {
        case studio, kling
    }

    /// How Kling is reached.
    package struct Kling: Sendable, Hashable {
        /// Nil where it is not configured; only the worker needs it.
        package var key: Secret?
        package var model: String
        /// Without a trailing slash.
        package var baseURL: String
        /// Outputs are portraits of 1080×1920.
        package let resolution = "1080p"
    }

    /// What the process that works needs besides, for the providers that are chosen.
    ///
    /// - Throws: every problem at once.
    package func checkForWork() throws(SettingsProblems) {
        guard providers.motion == .kling else { return }
        var problems: [SettingsProblems.Problem] = []
        if providers.kling.key == nil {
            problems.append(.init(SettingKey.klingKey.name, "must be set where Kling transfers motion"))
        }
        if api.publicURL == nil {
            let detail = "must be set where Kling transfers motion: it fetches pictures and references from there"
            problems.append(.init(SettingKey.publicURL.name, detail))
        }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }
}

extension Settings.Providers {
    init(_ reader: inout EnvironmentReader) {
        motion = reader.choice(.motion, default: Settings.Motion.studio)
        kling = Settings.Kling(
            key: reader.text(.klingKey).map { Secret($0) },
            model: reader.text(.klingModel, default: "kling-3.0", "a model's name", where: Self.isPathPart),
            baseURL: reader.baseURL(.klingURL) ?? "https://api-singapore.klingai.com"
        )
        if let key = kling.key, !key.value.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) {
            reader.report(.klingKey, "holds characters other than visible ASCII")
        }
        let prices = reader.prices()
        tariffs = .free
        guard motion == .kling, let prices else { return }
        let product = PriceTable.Product(provider: "kling", model: kling.model, resolution: kling.resolution)
        if let tariff = prices.tariff(of: product) {
            tariffs.motion = tariff
        } else {
            reader.report(
                .klingModel, "is one whose price is not known: \(SettingKey.prices.name) must name \(product)")
        }
    }

    private static func isPathPart(_ text: String) -> Bool {
        text != "." && text != ".."
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
}
