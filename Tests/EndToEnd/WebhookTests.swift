import Foundation
import OdoriTesting
import Subprocess
import Testing

extension OneMachine {
    @Suite("Webhooks")
    struct WebhookTests {
        private static let secrets = [
            "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=",
        ]

        @Test("a receiver that is down for the first six attempts gets one event, correctly signed")
        func downAtFirst() async throws {
            try await WebhookReceiver.running(down: 6, secrets: Self.secrets) { receiver in
                let environment: [Environment.Key: String?] = [
                    "ODORI_WEBHOOK_SECRET": Self.secrets.joined(separator: ","),
                    "ODORI_WEBHOOK_SCHEDULE": "0s,100ms,100ms,200ms,200ms,300ms,300ms,5s",
                    "ODORI_EGRESS_ALLOW": "127.0.0.1/32:\(receiver.port)",
                ]
                try await Installation.running(environment: environment) { installation in
                    let api = installation.api
                    let order = """
                        {"count": 1, "webhook_url": "http://127.0.0.1:\(receiver.port)/odori",
                         "webhook_events": ["job.cancelled", "job.completed"]}
                        """
                    let job = try await api.post("run", body: order).read(Job.self).job_id
                    #expect(try await api.post("cancel/\(job)").status == 200)
                    let webhook = try await eventually(within: .seconds(60), "the event is delivered") {
                        let page = try await api.get("webhooks?job_id=\(job)").read(Webhooks.self)
                        #expect(page.webhooks.count == 1)
                        return page.webhooks.first { $0.status == "delivered" }
                    }
                    #expect(webhook.type == "job.cancelled" && webhook.attempts.count == 7)
                    #expect(webhook.attempts.map(\.status) == [nil, 503, nil, 502, nil, 500, 204])
                    let told = receiver.told
                    #expect(told.count == 7 && Set(told.map(\.id)) == [webhook.id])
                    #expect(told.allSatisfy { $0.verified == [true, true] && !$0.forged })
                    #expect(Set(told.map(\.body)).count == 1)
                    #expect(told.allSatisfy { $0.job_id == job && $0.job_status == "cancelled" })

                    try await commands(installation, webhook.id)
                    _ = try await eventually(within: .seconds(30), "the replay is delivered") {
                        receiver.told.count == 8 ? true : nil
                    }
                    #expect(Set(receiver.told.map(\.id)) == [webhook.id])
                }
            }
        }

        /// What `odori webhooks` shows, and does.
        private func commands(_ installation: Installation, _ webhook: String) async throws {
            let environment: [Environment.Key: String?] = ["PIPELINE_API_KEY": installation.api.key]
            let connection = ["--url", installation.api.base]
            let list = try await Programs.odori(["webhooks", "list"] + connection, environment: environment)
            #expect(list.output.contains(webhook) && list.output.contains("delivered"), "\(list.output)\(list.errors)")
            let replay = try await Programs.odori(
                ["webhooks", "replay", webhook] + connection, environment: environment)
            #expect(replay.status.isSuccess, "\(replay.output)\(replay.errors)")
        }

        private struct Job: Decodable {
            var job_id: String
        }

        private struct Webhooks: Decodable {
            var webhooks: [Webhook]
        }

        private struct Webhook: Decodable {
            var id: String
            var type: String
            var status: String
            var attempts: [Attempt]

            struct Attempt: Decodable {
                var status: Int?
            }
        }
    }
}
