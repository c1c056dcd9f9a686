import Foundation
import OdoriDomain
import Testing

/// Compares `docs/state_machine.md` with what the code does: every event on every status, and the arrows drawn.
@Suite("The drawn state machine")
struct StateDrawingTests {
    private static let now = Timestamp(seconds: 1_770_458_400)
    private static let stage = StageID.music
    private static let graph = StageGraph.build(JobOptions())

    private struct Arrow: Hashable, CustomStringConvertible {
        let from: StageStatus
        let to: StageStatus
        var description: String { "\(from) --> \(to)" }
    }

    private static func drawn() throws -> Set<Arrow> {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let text = try String(contentsOf: root.appending(path: "docs/state_machine.md"), encoding: .utf8)
        return Set(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(whereSeparator: { " :".contains($0) })
                guard parts.count >= 3, parts[1] == "-->", let from = StageStatus(rawValue: String(parts[0])),
                    let to = StageStatus(rawValue: String(parts[2]))
                else { return nil }
                return Arrow(from: from, to: to)
            })
    }

    /// Every arrow that some event takes, found by trying all of them.
    private static func walked() throws -> Set<Arrow> {
        var arrows: Set<Arrow> = []
        func note(_ from: StageStatus, _ engine: EngineDocument) {
            guard let to = engine.stages[stage]?.status, to != from else { return }
            arrows.insert(Arrow(from: from, to: to))
        }
        for status in StageStatus.allCases {
            for event in events(on: status) { note(status, try event()) }
        }
        var held = engine(.running)
        held.update(stage) { _ = $0.takeLease(now: now + .seconds(100), for: .seconds(60)) }
        if held.stages[stage]?.status == .running { arrows.insert(Arrow(from: .running, to: .running)) }
        return arrows
    }

    private static func events(on status: StageStatus) -> [() throws -> EngineDocument] {
        var events: [() throws -> EngineDocument] = [
            {
                var engine = engine(status); engine.cancelAll(now: now); return engine
            },
            {
                var engine = engine(status); engine.failing = true; engine.retry(graph, now: now); return engine
            },
            {
                var engine = engine(status); _ = engine.reopen(stage, now: now); return engine
            },
            { try finishingConcept(before: status) },
            { try failingConcept(before: status) },
        ]
        let record = engine(status).stages[stage]
        if record?.decide(generation: 0, check: 0, now: now + .seconds(100)) == .work {
            events.append {
                var engine = engine(status)
                engine.update(stage) { _ = $0.takeLease(now: now, for: .seconds(60)) }
                return engine
            }
        }
        if status == .running {
            events.append {
                var engine = engine(status)
                engine.update(stage) { $0.handedOnAt = now - HandOn.limit }
                try engine.end(
                    stage, epoch: 1, with: .handedOn(OdoriError("x", "")), graph: graph, at: now, slot: nil)
                return engine
            }
        }
        if status == .running { events += outcomes.map { outcome in { try ending(with: outcome) } } }
        return events
    }

    private static let outcomes: [StageOutcome] = [
        .finished(StageOutputs()), .waiting(until: now), .retry(OdoriError("x", "", .transient), after: .seconds(1)),
        .failed(OdoriError("x", "")), .interrupted, .handedOn(OdoriError("x", "")),
        .lost(.concept, OdoriError("x", "")),
    ]

    private static func engine(_ status: StageStatus) -> EngineDocument {
        var engine = EngineDocument(graph: graph, now: now)
        engine.update(stage) { record in
            record.status = .ready
            if status == .running { _ = record.takeLease(now: now, for: .seconds(60)) }
            record.status = status
        }
        return engine
    }

    private static func ending(with outcome: StageOutcome) throws -> EngineDocument {
        var engine = engine(.running)
        engine.update(.concept) { $0.status = .completed }
        try engine.end(stage, epoch: 1, with: outcome, graph: graph, at: now, slot: nil)
        return engine
    }

    private static func finishingConcept(before status: StageStatus) throws -> EngineDocument {
        try endingConcept(before: status, with: .finished(StageOutputs()))
    }

    private static func failingConcept(before status: StageStatus) throws -> EngineDocument {
        try endingConcept(before: status, with: .failed(OdoriError("x", "")))
    }

    private static func endingConcept(before status: StageStatus, with outcome: StageOutcome) throws -> EngineDocument {
        var engine = engine(status)
        let lease = engine.update(.concept) { $0.takeLease(now: now, for: .seconds(60)) }
        try engine.end(.concept, epoch: lease?.epoch ?? 0, with: outcome, graph: graph, at: now, slot: nil)
        return engine
    }

    @Test("has exactly the arrows that the code takes")
    func same() throws {
        let drawn = try Self.drawn()
        let walked = try Self.walked()
        #expect(walked.subtracting(drawn).isEmpty, "not drawn: \(walked.subtracting(drawn))")
        #expect(drawn.subtracting(walked).isEmpty, "drawn, but never taken: \(drawn.subtracting(walked))")
    }
}
