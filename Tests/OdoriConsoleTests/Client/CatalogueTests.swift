import OdoriConsole
import Synchronization
import Testing

@Suite("Waiting for references")
struct CatalogueTests {
    private func page(_ statuses: [String]) -> PretendAPI.Prepared {
        let references = statuses.enumerated().map { #"{"id": "r\#($0)", "status": "\#($1)"}"# }
        return .init(body: #"{"references": [\#(references.joined(separator: ","))]}"#)
    }

    @Test("a demo waits until three references are ready and none is on its way")
    func usable() async throws {
        let api = PretendAPI([
            page([]), page(["ready", "ingesting"]), page(["ready", "ready", "ready", "ingesting"]),
            page(["ready", "ready", "ready", "rejected"]),
        ])
        let told = Mutex<[String]>([])
        try await api.running { base in
            let catalogue = Catalogue(client: PipelineClient(base: base, key: nil), period: .milliseconds(1))
            try await catalogue.waitUntilUsable { ready, known in told.withLock { $0.append("\(ready)/\(known)") } }
        }
        #expect(told.withLock { $0 } == ["0/0", "1/2", "3/4"])
        #expect(api.seen.count == 4)
    }

    @Test("a catalogue that stays empty is given up")
    func neverUsable() async throws {
        try await PretendAPI(#"{"references": []}"#).running { base in
            let catalogue = Catalogue(client: PipelineClient(base: base, key: nil), period: .milliseconds(1))
            await #expect(throws: StackFailure.self) {
                try await catalogue.waitUntilUsable(atMost: .milliseconds(20)) { _, _ in }
            }
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
