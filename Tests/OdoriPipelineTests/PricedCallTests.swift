import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@Suite("Calls that tell their price")
struct PricedCallTests {
    @Test("are settled at what they cost, also those that failed but are billed")
    func prices() async throws {
        let images = PricedImages()
        let theatre = Theatre(images: images)
        let job = try await theatre.accept()
        try await theatre.play()
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        // Nine pictures at 30,000, and one that was billed 10,000 and of no use.
        #expect(state.ledger.spent == 9 * 30_000 + 10_000 + 5 * 1_000_000 && state.ledger.reserved == 0)
        #expect(state.job.cost.ambiguousOperations == 0 && state.job.cost.priceDrift == 0)
    }

    @Test("a concept that breaks a rule is rewritten once, with the rule told; one whose name is taken has others")
    func rewriting() async throws {
        let writer = ScriptedConcepts([
            (age: 19, names: ["Ana One"]), (age: 24, names: ["Ana Two", "Ana Three"]),
            (age: 24, names: ["Ana Two", "Hatsune Miku", "Ana Four"]),
        ])
        let theatre = Theatre(concepts: writer)
        let job = try await theatre.accept(JobConfig(count: 2, seed: 3))
        try await theatre.play()
        let names = [try await theatre.run(job.jobID).run.name, try await theatre.run(job.jobID, slot: 1).run.name]
        #expect(Set(names) == ["Ana Two", "Ana Four"], "no further call for another name")
        #expect(writer.complaints == [nil, "the character must be an adult of at least 20", nil])
    }
}

/// Tells a price below its worst one; the first picture is billed, and of no use.
private final class PricedImages: ImageGenerator {
    let terms = CallTerms(provider: "priced", price: 40_000)
    private let drawn = Mutex(0)

    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        let number = drawn.withLock { count in
            count += 1
            return count
        }
        if number == 1 { throw OdoriError(.unverifiedOutput, "of no use", .transient, price: 10_000) }
        return Priced(try await PretendImageGenerator().draw(order, into: file).value, price: 30_000)
    }
}

/// Hands in prepared concepts, one after the other.
private final class ScriptedConcepts: ConceptWriter {
    let terms = CallTerms.free("scripted")
    private let state: Mutex<(left: [(age: Int, names: [String])], complaints: [String?])>

    init(_ concepts: [(age: Int, names: [String])]) {
        state = Mutex((concepts, []))
    }

    var complaints: [String?] { state.withLock { $0.complaints } }

    func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        let next = state.withLock { state in
            state.complaints.append(brief.complaint)
            return state.left.removeFirst()
        }
        var draft = try await PretendConceptWriter(age: next.age).write(brief).value
        draft.concept.name = next.names[0]
        draft.otherNames = Array(next.names.dropFirst())
        return Priced(draft)
    }
}
