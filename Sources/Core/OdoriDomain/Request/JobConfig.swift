/// What a caller asked for, as stored: the plan's names, defaults filled in.
package struct JobConfig: Codable, Sendable, Hashable {
    /// Characters to make.
    package var count: Int
    package var styleID: String
    /// Entry *i* is dance *i*; missing ones are picked by `begin`.
    package var referenceVideos: [String]
    package var options: JobOptions
    /// What the job may cost at most, in US dollars; nil = unbounded.
    package var maxCostUSD: Double?
    /// Makes characters repeatable: the same seed makes the same ones. Nil: taken from the job id.
    package var seed: Int64?
    /// Who is told of the events; nil = nobody.
    package var webhookURL: String?
    /// What is told; nil = that the job has ended.
    package var webhookEvents: [WebhookEvent]?
    /// What the caller vouches for, for addresses in `referenceVideos` that are new: why they may be used, and that everybody in them is
    /// an adult.
    package var referenceRights: ReferenceDocument.Rights?
    /// How clips give way to each other; nil = as `Transition.standard` says.
    package var transition: Transition?
    /// What is written over deliverables; nil = nothing.
    package var caption: CaptionChoice?

    /// Who may transfer motion, in this order: a later one gets what an earlier one refuses before there is an operation. Nil: the
    /// installation's first, and nobody else.
    package var prefer: [String]?

    /// Dances per run, one per reference.
    package static let dancesPerRun = 3

    package init(
        count: Int,
        styleID: String = Style.standard,
        referenceVideos: [String] = [],
        options: JobOptions = JobOptions(),
        maxCostUSD: Double? = nil,
        seed: Int64? = nil,
        webhookURL: String? = nil,
        webhookEvents: [WebhookEvent]? = nil,
        referenceRights: ReferenceDocument.Rights? = nil,
        prefer: [String]? = nil,
        transition: Transition? = nil,
        caption: CaptionChoice? = nil
    ) {
        self.count = count
        self.styleID = styleID
        self.referenceVideos = referenceVideos
        self.options = options
        self.maxCostUSD = maxCostUSD
        self.seed = seed
        self.webhookURL = webhookURL
        self.webhookEvents = webhookEvents
        self.referenceRights = referenceRights
        self.prefer = prefer
        self.transition = transition
        self.caption = caption
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case caption, count
        case maxCostUSD = "max_cost_usd"
        case options, prefer
        case referenceRights = "reference_rights"
        case referenceVideos = "reference_videos"
        case seed
        case styleID = "style_id"
        case transition
        case webhookEvents = "webhook_events"
        case webhookURL = "webhook_url"
    }
}

/// The plan's four switches; all on by default.
package struct JobOptions: Codable, Sendable, Hashable {
    /// `concept` avoids every name in the catalogue.
    package var skipExisting: Bool
    package var generateVariants: Bool
    package var createSoundtracks: Bool
    package var applyWatermark: Bool

    package init(
        skipExisting: Bool = true,
        generateVariants: Bool = true,
        createSoundtracks: Bool = true,
        applyWatermark: Bool = true
    ) {
        self.skipExisting = skipExisting
        self.generateVariants = generateVariants
        self.createSoundtracks = createSoundtracks
        self.applyWatermark = applyWatermark
    }

    // In the order of the text: nothing has to be sorted when one is written.
    enum CodingKeys: String, CodingKey {
        case applyWatermark = "apply_watermark"
        case createSoundtracks = "create_soundtracks"
        case generateVariants = "generate_variants"
        case skipExisting = "skip_existing"
    }
}
