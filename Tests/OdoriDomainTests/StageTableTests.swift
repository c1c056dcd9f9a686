import Foundation
import OdoriDomain
import Testing

@Suite("What there is of each stage")
struct StageTableTests {
    private typealias Table = StageTable<Int>

    @Test("stages come in the order of their ids, however they were put in")
    func order() {
        var table: Table = [.music: 1, .concept: 2]
        table[.remix] = 3
        table[.animeImage] = 4
        #expect(table.keys == [.animeImage, .concept, .music, .remix])
        #expect(Array(table.values) == [4, 2, 1, 3])
        #expect(table.map(\.key) == table.keys)
        #expect(table == Table([.remix: 3, .animeImage: 4, .music: 1, .concept: 2].map { ($0.key, $0.value) }))
    }

    @Test("a value is replaced, changed where it lies, and taken out; a stage that is not there stays so")
    func changes() {
        var table: Table = [.music: 1, .concept: 2]
        let before = table
        table[.music] = 5
        let changed = table.update(.concept) { value in
            value += 1
            return value
        }
        #expect(changed == 3 && table[.music] == 5 && table[.concept] == 3)
        #expect(table.update(.remix) { $0 += 1 } == nil && table[.remix] == nil)
        table[.remix] = nil
        table[.music] = nil
        #expect(table.keys == [.concept])
        #expect(before[.music] == 1 && before[.concept] == 2, "a copy keeps what it was")
        #expect(before != table && before.mapValues { $0 * 2 } == [.music: 2, .concept: 4])
    }

    @Test("an engine's document tells which stages changed, were added or were not there before")
    func changed() {
        let now = Timestamp(seconds: 1_770_458_399)
        var engine = EngineDocument(graph: .build(JobOptions()), now: now)
        let before = engine
        #expect(engine.changedStages(since: before).isEmpty)
        engine.update(.music) { $0.attempts += 1 }
        engine.update(.concept) { $0.check += 1 }
        engine.update(.remix) { $0.check += 0 }
        #expect(engine.changedStages(since: before) == [.concept, .music])
        engine.stages[.animeImage] = nil
        #expect(engine.changedStages(since: before) == [.concept, .music])
        #expect(before.changedStages(since: engine) == [.animeImage, .concept, .music])
        #expect(before.changedStages(since: EngineDocument(stages: [:])) == before.stages.keys)
    }

    @Test("in JSON it is an object whose members are named by the stages, in any order")
    func json() throws {
        let table: Table = [.music: 1, .concept: 2]
        let members = try JSONDecoder().decode([String: Int].self, from: JSONEncoder().encode(table))
        #expect(members == ["music": 1, "concept": 2])
        let read = try JSONDecoder().decode(Table.self, from: Data(#"{"music":1,"a_later_builds":3,"concept":2}"#.utf8))
        #expect(read.keys.map(\.rawValue) == ["a_later_builds", "concept", "music"])
        #expect(read[.concept] == 2 && read[.music] == 1)
        let twice = try JSONDecoder().decode(Table.self, from: Data(#"{"music":1,"mus\u0069c":2}"#.utf8))
        #expect(twice.keys == [.music], "a spoilt document ends nothing")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Table.self, from: Data(#"{"music":"x"}"#.utf8)) }
    }
}
