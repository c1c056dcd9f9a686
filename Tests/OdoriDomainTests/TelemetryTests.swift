import OdoriDomain
import Testing

@Suite("Telemetry")
struct TelemetryTests {
    @Test("a traceparent is read as it is spelt")
    func read() throws {
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let parent = try #require(TraceParent(text))
        #expect(parent.trace == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(parent.span == "00f067aa0ba902b7")
        #expect(parent.text == text)
    }

    @Test("a later version may hold more")
    func later() {
        #expect(TraceParent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-else") != nil)
    }

    @Test(
        "what is no traceparent is none",
        arguments: [
            "", "00", "00-0-0-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ])
    func refused(text: String) {
        #expect(TraceParent(text) == nil)
    }

    @Test("a job without a trace has its own id for one")
    func ofJob() throws {
        let job = try #require(JobID(rawValue: "550e8400-e29b-41d4-a716-446655440000"))
        #expect(TraceParent(of: job)?.text == "00-550e8400e29b41d4a716446655440000-a716446655440000-01")
    }

    @Test("what was counted is told in Prometheus' text format")
    func text() {
        let meter = Meter()
        meter.add(to: .pushes, "healed")
        meter.add(2, to: .pushes, "worked")
        meter.add(1_510_000, to: .money, "kling", "settled")
        meter.observe(0.7, in: .stageSeconds, "dance", "finished")
        meter.observe(1000, in: .stageSeconds, "dance", "finished")
        let lines = meter.text.split(separator: "\n").map(String.init)
        #expect(lines.contains("# TYPE odori_pushes_total counter"))
        #expect(lines.contains(#"odori_pushes_total{result="worked"} 2"#))
        #expect(lines.contains(#"odori_money_micro_dollars_total{provider="kling",entry="settled"} 1510000"#))
        #expect(lines.contains(#"odori_stage_seconds_bucket{stage="dance",outcome="finished",le="0.5"} 0"#))
        #expect(lines.contains(#"odori_stage_seconds_bucket{stage="dance",outcome="finished",le="1"} 1"#))
        #expect(lines.contains(#"odori_stage_seconds_bucket{stage="dance",outcome="finished",le="+Inf"} 2"#))
        #expect(lines.contains(#"odori_stage_seconds_sum{stage="dance",outcome="finished"} 1000.7"#))
    }

    @Test("labels cannot break a line, and beyond a limit they are not told apart")
    func labels() {
        let meter = Meter()
        for number in 0..<3000 { meter.add(to: .pushes, "\(number)\"\n") }
        let lines = meter.text.split(separator: "\n").filter { $0.hasPrefix("odori_pushes_total{") }
        #expect(lines.count == 2001)
        #expect(lines.allSatisfy { $0.contains("} ") })
        #expect(meter.value(of: .pushes, "other") == 1000)
    }

    @Test("what a task works on goes along with its children, and with nobody else")
    func context() async {
        let context = WorkContext.current.with { $0.attempt = 3 }
        await WorkContext.$current.withValue(context) {
            async let child = WorkContext.current.attempt
            #expect(await child == 3)
        }
        #expect(WorkContext.current.attempt == nil)
    }
}
