package import OdoriJSON

extension JobConfig {
    /// Reads a request's body and checks every field.
    ///
    /// - Parameters:
    ///   - maxCount: the greatest `count` that this installation takes.
    ///   - egress: where links in the request may lead.
    ///   - motions: who transfers motion in this installation.
    /// - Throws: every problem at once.
    package init(
        reading body: JSONValue, maxCount: Int, egress: EgressPolicy = EgressPolicy(), motions: [String] = ["studio"]
    ) throws(RequestProblems) {
        var reader = RequestReader(body)
        let hasCount = body["count"].map { $0 != .null } ?? false
        let count = reader.integer("count", in: 1...Int64(maxCount))
        if !hasCount, case .object = body { reader.report("count", "is required") }
        let style = reader.text("style_id") ?? Style.standard
        if Style.named(style) == nil {
            let known = Style.all.map(\.id).joined(separator: ", ")
            reader.report("style_id", "is not a known style; there are \(known)")
        }
        let references = reader.texts("reference_videos", atMost: Self.dancesPerRun)
        reader.checkLinks(references, at: "reference_videos", egress)
        let rights = reader.rights("reference_rights", confirmedBy: "reference_adults_only")
        let options = reader.object("options") { JobOptions(reading: &$0) }
        let bound = reader.amount("max_cost_usd")
        let seed = reader.integer("seed", in: Int64.min...Int64.max)
        let webhookURL = reader.link("webhook_url", egress)
        let webhookEvents = reader.webhookEvents("webhook_events", to: webhookURL)
        let prefer = reader.preferences("prefer", among: motions)
        let transition = reader.choice("transition", of: Transition.self)
        let caption = reader.choice("caption", of: CaptionChoice.self)
        let problems = reader.finished()
        guard problems.isEmpty else { throw RequestProblems(problems) }
        self.init(
            count: Int(count ?? 1), styleID: style, referenceVideos: references, options: options, maxCostUSD: bound,
            seed: seed, webhookURL: webhookURL, webhookEvents: webhookEvents, referenceRights: rights,
            prefer: prefer, transition: transition, caption: caption)
    }

    /// `max_cost_usd` in micro-dollars.
    package var bound: Int64? {
        maxCostUSD.map { Int64(($0 * 1_000_000).rounded(.down)) }
    }
}

extension JobOptions {
    fileprivate init(reading reader: inout RequestReader) {
        self.init(
            skipExisting: reader.flag("skip_existing", default: true),
            generateVariants: reader.flag("generate_variants", default: true),
            createSoundtracks: reader.flag("create_soundtracks", default: true),
            applyWatermark: reader.flag("apply_watermark", default: true)
        )
    }
}
