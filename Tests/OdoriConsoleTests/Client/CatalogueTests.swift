import OdoriConsole
import Testing

@Suite("Waiting for references")
struct CatalogueTests {
    private func page(_ statuses: [String]) -> PretendAPI.Prepared {
        let references = statuses.enumerated().map { #"{"id": "r\#($0)", "status": "\#($1)"}"# }
        return .init(body: #"{"references": [\#(references.joined(separator: ","))]}"#)
    }

    @Test("a job can be ordered once three references are known, drawn or being drawn")
    func usable() async throws {
        let api = PretendAPI([
            page([]), page(["ready", "ingesting", "rejected"]), page(["ready", "ingesting", "ingesting"]),
        ])
        try await api.running { base in
            let catalogue = Catalogue(client: PipelineClient(base: base, key: nil), period: .milliseconds(1))
            try await catalogue.waitUntilUsable()
        }
        #expect(api.seen.count == 3)
    }

    @Test("what becomes ready is told once, until none is on its way")
    func follow() async throws {
        let api = PretendAPI([
            page(["ingesting", "ingesting"]), page(["ready", "ingesting"]), page(["ready", "ingesting"]),
            page(["ready", "rejected"]),
        ])
        let told = try await api.running { base in
            let catalogue = Catalogue(client: PipelineClient(base: base, key: nil), period: .milliseconds(1))
            var told: [String] = []
            try await catalogue.follow { told.append("\($0)/\($1)") }
            return told
        }
        #expect(told == ["0/2", "1/2"])
        #expect(api.seen.count == 4)
    }

    @Test("a catalogue that stays empty is given up")
    func neverUsable() async throws {
        try await PretendAPI(#"{"references": []}"#).running { base in
            let catalogue = Catalogue(client: PipelineClient(base: base, key: nil), period: .milliseconds(1))
            await #expect(throws: StackFailure.self) { try await catalogue.waitUntilUsable(atMost: .milliseconds(20)) }
        }
    }

    @Test("an added reference is waited for, until it is ready or rejected")
    func settled() async throws {
        let api = PretendAPI([
            .init(body: #"{"id": "r", "status": "ingesting"}"#),
            .init(body: #"{"id": "r", "status": "rejected", "reason": "no picture"}"#),
        ])
        let reference = try await api.running { base in
            let catalogue = Catalogue(client: PipelineClient(base: base, key: nil), period: .milliseconds(1))
            return try await catalogue.waitUntilSettled("r")
        }
        #expect(reference.reason == "no picture")
    }
}
