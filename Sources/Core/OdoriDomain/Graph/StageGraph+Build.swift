extension StageGraph {
    /// The graph of a run with these options. Pure: the same options give the same graph in the same build.
    package static func build(_ options: JobOptions) -> StageGraph {
        var nodes = [
            StageNode(id: .concept, needs: [], queue: .generate, weight: 2),
            StageNode(id: .animeImage, needs: [.concept], queue: .generate, weight: 4),
            StageNode(id: .cosplayImage, needs: [.animeImage], queue: .generate, weight: 4),
        ]
        let dances = 0..<JobConfig.dancesPerRun
        nodes += dances.map { StageNode(id: .align($0), needs: [.cosplayImage], queue: .generate, weight: 3) }
        nodes += dances.map { motion(.dance($0), needs: .align($0)) }
        if options.generateVariants {
            nodes += Outfit.allCases.map {
                StageNode(id: .variantImage($0), needs: [.align(0)], queue: .generate, weight: 3)
            }
            nodes += Outfit.allCases.map { motion(.variantDance($0), needs: .variantImage($0)) }
        }
        if options.applyWatermark {
            nodes.append(StageNode(id: .stickers, needs: [.concept], queue: .generate, weight: 2))
        }
        nodes.append(StageNode(id: .music, needs: [.concept], queue: .generate, weight: 3))
        return StageGraph(nodes: nodes + ending(options))
    }

    /// Motion transfer waits long at a provider, so its stage may take long in all; one attempt is short.
    private static func motion(_ id: StageID, needs: StageID) -> StageNode {
        StageNode(id: id, needs: [needs], queue: .generate, timeLimitSeconds: 900, weight: 8)
    }

    private static func ending(_ options: JobOptions) -> [StageNode] {
        let cut = [StageID.dance(0)] + (options.generateVariants ? Outfit.allCases.map(StageID.variantDance) : [])
        let shown = cut + [.music] + (options.applyWatermark ? [.stickers] : [])
        let every = (1..<JobConfig.dancesPerRun).map(StageID.dance)
        let sounds = options.createSoundtracks
        return [
            StageNode(id: .remix, needs: cut, queue: .media, timeLimitSeconds: 900, weight: 8),
            StageNode(id: .master, needs: shown, queue: .media, timeLimitSeconds: 900, weight: 8),
        ]
            + (sounds ? [StageNode(id: .soundtracks, needs: [.master], queue: .media, weight: 3)] : [])
            + [
                StageNode(
                    id: .publish, needs: every + [.remix, sounds ? .soundtracks : .master], queue: .media, weight: 4)
            ]
    }
}
