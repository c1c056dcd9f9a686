import Foundation
package import OdoriDomain

/// The body of `POST /api/v1/pipeline/run`.
package struct JobOrder: Encodable, Sendable {
    package var count: Int
    package var styleID: String?
    package var referenceVideos: [String]
    package var options: Options
    package var maxCostUSD: Double?
    /// The same seed makes the same characters.
    package var seed: Int64?
    /// How clips give way to each other; nil leaves it to the API.
    package var transition: Transition?
    /// What is written over deliverables; nil leaves it to the API.
    package var caption: CaptionChoice?

    package init(
        count: Int,
        styleID: String? = nil,
        referenceVideos: [String] = [],
        options: Options = Options(),
        maxCostUSD: Double? = nil,
        seed: Int64? = nil,
        transition: Transition? = nil,
        caption: CaptionChoice? = nil
    ) {
        self.count = count
        self.styleID = styleID
        self.referenceVideos = referenceVideos
        self.options = options
        self.maxCostUSD = maxCostUSD
        self.seed = seed
        self.transition = transition
        self.caption = caption
    }

    /// The plan's switches.
    package struct Options: Encodable, Sendable {
        package var generateVariants: Bool
        package var createSoundtracks: Bool
        package var applyWatermark: Bool

        package init(generateVariants: Bool = true, createSoundtracks: Bool = true, applyWatermark: Bool = true) {
            self.generateVariants = generateVariants
            self.createSoundtracks = createSoundtracks
            self.applyWatermark = applyWatermark
        }

        private enum CodingKeys: String, CodingKey {
            case generateVariants = "generate_variants"
            case createSoundtracks = "create_soundtracks"
            case applyWatermark = "apply_watermark"
        }
    }

    /// The body's bytes, members sorted.
    func body() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(self)
    }

    private enum CodingKeys: String, CodingKey {
        case count, options, seed, transition, caption
        case styleID = "style_id"
        case referenceVideos = "reference_videos"
        case maxCostUSD = "max_cost_usd"
    }
}
