import Testing

extension OneMachine {
    @Suite("References and webhooks from outside")
    struct OutsideReferenceTests {
        @Test("an address that must not be reached is refused when it is posted")
        func addresses() async throws {
            try await Installation.running { installation in
                for link in [
                    "http://127.0.0.1/a.mp4", "https://169.254.169.254/latest", "https://[::ffff:127.0.0.1]/a.mp4",
                    "https://localhost/a.mp4", "https://2130706433/a.mp4",
                ] {
                    let body = #"{"url": "\#(link)", "rights": "owned", "adults_only": true}"#
                    let added = try await installation.api.post("references", body: body)
                    #expect(added.status == 422, "\(link)")
                    let ordered = try await installation.api.post(
                        "run", body: #"{"count": 1, "webhook_url": "\#(link)"}"#)
                    #expect(ordered.status == 422, "\(link)")
                }
            }
        }
    }
}
