import Foundation
package import OdoriDomain

extension Settings {
    /// Who makes what, and for how much.
    package struct Providers: Sendable, Hashable {
        /// Who transfers motion: the first where a job prefers nobody.
        package var motions: [Motion]
        package var kling: Kling
        package var fal: Fal
        package var music: Music
        package var miniMax: MiniMax
        package var lyria: Lyria
        package var callbacks: Callbacks
        package var gemini: Gemini
        /// What the chosen providers charge.
        package var tariffs: Tariffs

        package var motion: Motion { motions.first ?? .studio }
    }

    /// What the rest is by default.
    package enum Provision: String, Sendable, CaseIterable {
        /// Everything is made on this machine.
        case studio
        /// Everything that can be is made by paid providers.
        case live
    }

    /// Who transfers motion.
    package enum Motion: String, Sendable, CaseIterable {
        case studio, kling, fal
    }

    /// What the process that works needs besides, for the providers that are chosen.
    ///
    /// - Throws: every problem at once.
    package func checkForWork() throws(SettingsProblems) {
        var problems = providers.gemini.problems(composes: providers.music == .lyria)
        if providers.motions.contains(.kling), providers.kling.access == nil {
            problems.append(.init(SettingKey.klingKey.name, "must be set where Kling transfers motion"))
        }
        if providers.motions.contains(.fal), providers.fal.key == nil {
            problems.append(.init(SettingKey.falKey.name, "must be set where fal transfers motion"))
        }
        if providers.music == .miniMax, providers.miniMax.key == nil {
            problems.append(.init(SettingKey.miniMaxKey.name, "must be set where MiniMax composes"))
        }
        if providers.motions != [.studio], api.publicURL == nil {
            let who = providers.motions.first { $0 != .studio }.map { $0 == .kling ? "Kling" : "fal" } ?? ""
            let detail = "must be set where \(who) transfers motion: it fetches pictures and references from there"
            problems.append(.init(SettingKey.publicURL.name, detail))
        }
        if let logo, !Self.isPicture(logo) {
            problems.append(.init(SettingKey.logo.name, "is no PNG or JPEG that can be read: \(logo.debugDescription)"))
        }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    /// By its first bytes.
    private static func isPicture(_ path: String) -> Bool {
        // A file that cannot be read is no picture either way.
        guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 8) else {
            return false
        }
        return head == Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) || head.starts(with: [0xff, 0xd8, 0xff])
    }
}

extension Settings.Providers {
    init(_ reader: inout EnvironmentReader) {
        let isLive = reader.choice(.providers, default: Settings.Provision.studio) == .live
        motions = reader.choices(.motion, default: [isLive ? Settings.Motion.kling : .studio])
        gemini = Settings.Gemini(&reader, isLive: isLive)
        kling = Settings.Kling(&reader)
        fal = Settings.Fal(&reader)
        music = reader.choice(.music, default: Settings.Music.studio)
        miniMax = Settings.MiniMax(&reader)
        lyria = Settings.Lyria(&reader)
        callbacks = Settings.Callbacks(&reader)
        tariffs = .free
        guard let prices = reader.prices() else { return }
        (tariffs.concepts, tariffs.images) = gemini.take(prices, &reader)
        for motion in motions { readTariff(of: motion, prices, &reader) }
        tariffs.motion = tariffs.motionByProvider[motion.rawValue] ?? .free
        if case .each(let price)? = prices.tariff(of: Settings.Kling.unit) { kling.unitPrice = price }
        switch music {
        case .studio: break
        case .miniMax: tariffs.music = reader.tariff(of: miniMax.product, .miniMaxModel, prices) ?? .free
        case .lyria: tariffs.music = reader.tariff(of: lyria.product, .lyriaModel, prices) ?? .free
        }
    }

    private mutating func readTariff(
        of motion: Settings.Motion, _ prices: PriceTable, _ reader: inout EnvironmentReader
    ) {
        switch motion {
        // Beside others its price counts; alone it is as if there were no prices.
        case .studio: if motions.count > 1 { tariffs.motionByProvider[motion.rawValue] = .free }
        case .kling: tariffs.motionByProvider[motion.rawValue] = reader.tariff(of: kling.product, .klingModel, prices)
        case .fal: tariffs.motionByProvider[motion.rawValue] = reader.tariff(of: fal.product, .falModel, prices)
        }
    }
}

extension EnvironmentReader {
    /// What has no price is not bought.
    fileprivate mutating func tariff(
        of product: PriceTable.Product, _ model: SettingKey, _ prices: PriceTable
    ) -> Tariff? {
        if let tariff = prices.tariff(of: product) { return tariff }
        report(model, "is one whose price is not known: \(SettingKey.prices.name) must name \(product)")
        return nil
    }

    /// Some of a type's words, each once; the order counts.
    fileprivate mutating func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
        _ key: SettingKey, default standard: [Choice]
    ) -> [Choice] where Choice.RawValue == String {
        guard let texts = list(key) else { return standard }
        let found = texts.compactMap { Choice(rawValue: $0) }
        guard found.count == texts.count, Set(texts).count == texts.count else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            report(
                key,
                "must be one or several of \(words), each once, not \(texts.joined(separator: ",").debugDescription)")
            return standard
        }
        return found
    }

    /// A key for a header: visible ASCII and nothing else.
    mutating func providerKey(_ key: SettingKey) -> Secret? {
        guard let text = text(key) else { return nil }
        if !text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) {
            report(key, "holds characters other than visible ASCII")
        }
        return Secret(text)
    }
}
