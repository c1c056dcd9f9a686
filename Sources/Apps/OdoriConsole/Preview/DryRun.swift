package import OdoriDomain
import OdoriPorts
import OdoriPrompts

/// What an order would do, said without doing any of it: the plan, what it may cost, and everything that providers would be told.
package struct DryRun: Sendable {
    /// Who would do the work of the paid stages, by the words of the settings.
    package struct Makers: Sendable, Hashable {
        package var concepts: String
        package var images: String
        package var motion: String
        package var music: String

        package init(concepts: String, images: String, motion: String, music: String) {
            self.concepts = concepts
            self.images = images
            self.motion = motion
            self.music = music
        }
    }

    private let order: JobOrder
    private let makers: Makers
    private let tariffs: Tariffs

    package init(_ order: JobOrder, makers: Makers, tariffs: Tariffs) {
        self.order = order
        self.makers = makers
        self.tariffs = tariffs
    }

    /// For people.
    package var lines: [String] {
        plan + [""] + cost + [""] + prompts
    }

    private var graph: StageGraph {
        let options = order.options
        return .build(
            JobOptions(
                generateVariants: options.generateVariants, createSoundtracks: options.createSoundtracks,
                applyWatermark: options.applyWatermark))
    }

    private var plan: [String] {
        var table = Table(["stage", "after", "by", "at most"], rightAligned: [3])
        for node in graph.nodes {
            let price = JobEstimate.price(
                count: 1, graph: StageGraph(nodes: [node]), lengths: [], tariffs: tariffs)
            table.add([
                node.id.rawValue, node.needs.map(\.rawValue).joined(separator: ", "), maker(of: node.id),
                Self.dollars(price),
            ])
        }
        return ["Each of \(order.count) characters goes through these stages:", ""] + table.lines
    }

    private func maker(of stage: StageID) -> String {
        switch StageKind(stage) {
        case .concept: makers.concepts
        case .animeImage, .cosplayImage, .align, .variantImage, .stickers: makers.images
        case .dance, .variantDance: makers.motion
        case .music: makers.music
        case .remix, .master, .soundtracks, .publish, nil: "this machine"
        }
    }

    private var cost: [String] {
        let price = JobEstimate.price(count: order.count, graph: graph, lengths: [], tariffs: tariffs)
        let longest = Int(Frame.longestReferenceSeconds)
        var lines = ["At most \(Self.dollars(price)) in all, with references of \(longest) seconds."]
        if let bound = order.maxCostUSD {
            let isEnough = MicroDollars.dollars(price) <= bound
            lines.append("The bound of $\(bound) is \(isEnough ? "enough" : "not enough: what would pass it fails").")
        }
        return lines + ["Nothing was ordered, and nothing was sent."]
    }

    private var prompts: [String] {
        let style = Style.named(order.styleID ?? Style.standard) ?? Style.all[0]
        let seed = UInt64(bitPattern: order.seed ?? 0)
        var lines = ["What providers are told; words in braces come from the concept and the reference.", ""]
        lines += Self.lines("concept", Prompts.concept(ConceptBrief(style: style, seed: seed)))
        var seen: Set<Prompt> = []
        for node in graph.nodes {
            guard let kind = StageKind(node.id) else { continue }
            for (what, prompt) in Prompts.said(in: kind, style) where seen.insert(prompt).inserted {
                lines += Self.lines(what, prompt)
            }
        }
        return lines + Self.lines("a reference that is watched", Prompts.analysis)
    }

    private static func lines(_ what: String, _ prompt: Prompt) -> [String] {
        ["## \(what)", ""] + (prompt.rules.map { [$0, ""] } ?? []) + [prompt.text, ""]
    }

    private static func dollars(_ micro: Int64) -> String {
        let cents = (micro + 99) / 100
        let digits = String(cents % 10_000)
        return "$\(cents / 10_000).\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }
}
