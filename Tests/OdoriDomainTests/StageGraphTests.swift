import OdoriDomain
import Testing

@Suite("The graph")
struct StageGraphTests {
    private static let options: [JobOptions] = [true, false].flatMap { variants in
        [true, false].flatMap { sounds in
            [true, false].map { mark in
                JobOptions(generateVariants: variants, createSoundtracks: sounds, applyWatermark: mark)
            }
        }
    }

    @Test("lists every stage after what it needs, and ends in publish alone", arguments: options)
    func order(_ options: JobOptions) {
        let graph = StageGraph.build(options)
        var seen: Set<StageID> = []
        for node in graph.nodes {
            #expect(node.needs.allSatisfy(seen.contains), "\(node.id) stands before what it needs")
            #expect(StageKind(node.id) != nil)
            seen.insert(node.id)
        }
        #expect(graph.nodes.filter { graph.dependents(of: $0.id).isEmpty }.map(\.id) == [.publish])
    }

    @Test("has nineteen stages when everything is asked for")
    func whole() {
        #expect(StageGraph.build(JobOptions()).nodes.count == 19)
    }

    @Test("drops what its options leave out")
    func fewer() {
        let graph = StageGraph.build(
            JobOptions(generateVariants: false, createSoundtracks: false, applyWatermark: false))
        #expect(graph.node(.soundtracks) == nil && graph.node(.stickers) == nil)
        #expect(graph.nodes.allSatisfy { !$0.id.rawValue.hasPrefix("variant") })
    }

    @Test("variants begin from the aligned picture, beside the dances")
    func variantsBesideDances() {
        let graph = StageGraph.build(JobOptions())
        #expect(graph.node(.variantImage(.kpop))?.needs == [.align(0)])
    }
}
