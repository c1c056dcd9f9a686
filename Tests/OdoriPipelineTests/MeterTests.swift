import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@Suite("What a worker counts")
struct MeterTests {
    private static let paid = CallTerms(provider: "painter", price: 40_000)

    @Test("the money on /metrics is the money in the ledger, provider by provider")
    func money() async throws {
        let theatre = Theatre(images: CountingImages(terms: Self.paid, losing: 1))
        let (meter, state) = try await play(theatre)
        #expect(state.job.cost.ambiguousOperations == 1)
        let provider = theatre.provider.capabilities.provider
        #expect(meter.value(of: .money, "painter", "settled") == 10 * 40_000)
        #expect(meter.value(of: .money, provider, "settled") == 5 * 1_000_000)
        #expect(Int64(Self.settled(meter)) == state.ledger.spent)
        #expect(meter.value(of: .money, provider, "reserved") >= 5 * 1_000_000)
    }

    @Test("every attempt is counted with its end, every call with its provider, and no lease is held in the end")
    func attempts() async throws {
        let theatre = Theatre(images: CountingImages(terms: Self.paid))
        let (meter, state) = try await play(theatre)
        let begun = state.engine.stages.values.reduce(0) { $0 + $1.epoch }
        #expect(meter.count(of: .stageSeconds) >= begun)
        #expect(meter.value(of: .leases) == 0)
        #expect(meter.text.contains(#"odori_stage_seconds_count{stage="dance",outcome="finished"} 3"#))
        #expect(meter.text.contains(#"odori_stage_seconds_count{stage="publish",outcome="finished"} 1"#))
        let provider = theatre.provider.capabilities.provider
        let submits = #"odori_provider_call_seconds_count{provider="\#(provider)",call="submit",outcome="answered"} 5"#
        #expect(meter.text.contains(submits))
        #expect(meter.text.contains(#"provider="painter",call="make",outcome="answered"} 9"#))
    }

    private func play(_ theatre: Theatre) async throws -> (Meter, RunState) {
        let meter = Meter()
        let job = try await theatre.accept()
        let context = WorkContext.current.with { $0.meter = meter }
        try await WorkContext.$current.withValue(context) { try await theatre.play() }
        let state = try await theatre.run(job.jobID)
        #expect(state.job.status == .completed)
        return (meter, state)
    }

    /// Everything that was settled, whoever got it.
    private static func settled(_ meter: Meter) -> Double {
        meter.text.split(separator: "\n").filter { $0.hasPrefix("odori_money") && $0.contains(#"entry="settled""#) }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
    }
}
