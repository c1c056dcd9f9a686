import Foundation
import OdoriJudges
import Testing

extension OneMachine {
    @Suite("In cloud mode", Judges.calls("firestore"), Judges.calls("gcs"))
    struct CloudTests {
        private struct Accepted: Decodable {
            var job_id: String
        }

        private static let order = """
            {"count": 1, "style_id": "kpop_dance", "options":
             {"generate_variants": false, "create_soundtracks": false, "apply_watermark": false}}
            """

        @Test(
            """
            a character is made on Firestore, Cloud Storage and Cloud Tasks, and Google's own client sees every stage of it
            """)
        func character() async throws {
            try await Cloud.running { cloud in
                let job = try await accepted(Self.order, cloud)
                async let followed = cloud.follow(job)
                let status = try await ended(job, cloud)
                try await expectComplete(status, followed)
            }
        }

        /// Orders a character as soon as there are references to dance to.
        private func accepted(_ order: String, _ cloud: Cloud) async throws -> String {
            try await eventually(within: .seconds(60), "the job is accepted") {
                let answer = try await cloud.api.post("run", body: order)
                return answer.status == 202 ? try answer.read(Accepted.self).job_id : nil
            }
        }

        private func ended(_ job: String, _ cloud: Cloud) async throws -> Status {
            try await eventually(within: .seconds(600), "the job ends") {
                let status = try await cloud.api.status(job)
                return ["queued", "running"].contains(status.status) ? nil : status
            }
        }

        private func expectComplete(_ status: Status, _ followed: Cloud.Followed) {
            #expect(status.status == "completed", "\(status.errors)")
            #expect(status.stages.values.allSatisfy { $0.status == "completed" })
            #expect(
                status.results.first?.assets.urls.allSatisfy { $0.hasPrefix("gs://\(StorageServer.bucket)/") } == true)
            #expect(followed.status == status.status)
            #expect(followed.characters == status.results.map(\.character_id))
            #expect(followed.percents == followed.percents.sorted() && followed.percents.last == 100)
            #expect(Set(followed.stages.keys) == Set(status.stages.keys))
            #expect(followed.stages.values.allSatisfy { $0.last == "completed" })
            #expect(followed.instants == "DatetimeWithNanoseconds")
            // A document bears about one write a second for long.
            let span = (followed.times.max() ?? 0) - (followed.times.min() ?? 0)
            #expect(Double(followed.writes) <= span * 1.2 + 5)
        }
    }
}
