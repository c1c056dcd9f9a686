/// What a job will cost at most, known before anything of it has begun. Pure.
package enum JobEstimate {
    /// Micro-dollars for `count` runs of one graph.
    ///
    /// - Parameter lengths: seconds of the references, entry *i* for dance *i*; one that is not known yet is taken as the longest
    ///   that is kept.
    package static func price(count: Int, graph: StageGraph, lengths: [Double?], tariffs: Tariffs) -> Int64 {
        let run = graph.nodes.reduce(Int64(0)) { sum, node in
            sum + price(of: node.id, lengths: lengths, tariffs: tariffs)
        }
        return run * Int64(count)
    }

    /// A stage that is no paid work costs nothing; a concept may be rewritten once; stickers are two pictures.
    private static func price(of stage: StageID, lengths: [Double?], tariffs: Tariffs) -> Int64 {
        switch StageKind(stage) {
        case .concept: return 2 * tariffs.concepts.worstCallPrice
        case .animeImage, .cosplayImage, .align, .variantImage: return tariffs.images.worstCallPrice
        case .stickers: return 2 * tariffs.images.worstCallPrice
        default: break
        }
        if StageKind(stage) == .music { return tariffs.music.worstPrice(seconds: 0) }
        guard let reference = StageKind(stage)?.transferredReference else { return 0 }
        let length = lengths.indices.contains(reference) ? lengths[reference] : nil
        return tariffs.motion.worstPrice(seconds: length ?? Frame.longestReferenceSeconds)
    }
}

extension StageKind {
    /// The reference whose motion a stage transfers; nil for a stage that transfers none.
    package var transferredReference: Int? {
        switch self {
        case .dance(let index): index
        case .variantDance: 0
        case .concept, .animeImage, .cosplayImage, .stickers, .music, .remix, .master, .soundtracks, .publish, .align,
            .variantImage:
            nil
        }
    }
}
