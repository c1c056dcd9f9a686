import Foundation
import OdoriJudges
import OdoriTesting
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
            a character is made on Firestore, Cloud Storage and Cloud Tasks although its worker is killed twice, and \
            Google's own client sees every stage of it
            """)
        func character() async throws {
            try await Cloud.running { cloud in
                try await cloud.addReference()
                let job = try await accepted(Self.order, cloud)
                async let followed = cloud.follow(job)
                for share in [15, 45] {
                    let before = try await reached(share, job, cloud)
                    cloud.killWorker()
                    try await cloud.startWorker()
                    let after = try await cloud.api.status(job)
                    expectKept(before, after)
                }
                let status = try await ended(job, cloud)
                try await expectComplete(status, followed)
            }
        }

        @Test(
            "a build that knows one stage more may take over in the middle, and give back",
            .enabled(if: Judges.isThorough), arguments: [Cloud.Build.this, .next])
        func builds(first: Cloud.Build) async throws {
            try await Cloud.running { cloud in
                try await cloud.addReference()
                if first == .next {
                    cloud.killWorker()
                    try await cloud.startWorker(first)
                }
                let job = try await accepted(Self.order, cloud)
                _ = try await reached(15, job, cloud)
                let second: Cloud.Build = first == .this ? .next : .this
                cloud.killWorker()
                try await cloud.startWorker(second)
                if first == .next {
                    // What it does not know it leaves to others, and does all the rest.
                    _ = try await eventually(within: .seconds(400), "only the unknown stage and publishing are left") {
                        let stages = try await cloud.api.status(job).stages
                        let open = stages.filter { $0.value.status != "completed" }.keys.sorted()
                        return open == ["encore", "publish"] ? true : nil
                    }
                    cloud.killWorker()
                    try await cloud.startWorker(first)
                }
                let status = try await ended(job, cloud)
                #expect(status.status == "completed", "\(status.errors)")
                #expect(status.stages.values.allSatisfy { $0.status == "completed" && $0.attempts == 0 })
                #expect((status.stages["encore"] != nil) == (first == .next))
            }
        }

        @Test(
            """
            Pub/Sub's emulator drives a character to its end, on a video that was put into the bucket; one of which \
            nothing is said is rejected
            """, Judges.calls("pubsub"))
        func pubSub() async throws {
            try await Cloud.running(.pubSub) { cloud in
                try await cloud.waitForWorker()
                let video = cloud.directory.appending(path: "street.mp4")
                try await ShortDance.make(video)
                let metadata = ["rights": "owned", "adults_only": "true", "title": "Street"]
                try await cloud.drop(video, as: "references/street.mp4", metadata: metadata)
                try await cloud.drop(video, as: "references/nothing-said.mp4", metadata: [:])
                let street = try await eventually(within: .seconds(120), "the video is taken in") {
                    let found = try await references(cloud).first { $0.file_name == "street.mp4" }
                    return found?.status == "ready" ? found : nil
                }
                #expect(street.title == "Street" && street.rights == "owned")
                let rejected = try await eventually(within: .seconds(30), "the other is rejected") {
                    try await references(cloud).first { $0.file_name == "nothing-said.mp4" }
                }
                #expect(rejected.status == "rejected" && rejected.reason?.contains("rights must be one of") == true)
                let job = try await accepted(Self.order, cloud)
                let status = try await ended(job, cloud)
                #expect(status.status == "completed", "\(status.errors)")
                #expect(status.stages.values.allSatisfy { $0.status == "completed" && $0.attempts == 0 })
                let dances = try #require(status.results.first).assets.dances
                #expect(dances.count == 3 && dances.allSatisfy { $0.contains("_on_\(street.id)") })
            }
        }

        private struct Reference: Decodable, Sendable {
            var id: String
            var title: String
            var file_name: String
            var rights: String?
            var status: String
            var reason: String?
        }

        private struct References: Decodable {
            var references: [Reference]
        }

        private func references(_ cloud: Cloud) async throws -> [Reference] {
            try await cloud.api.get("references").read(References.self).references
        }

        /// Orders a character as soon as there are references to dance to.
        private func accepted(_ order: String, _ cloud: Cloud) async throws -> String {
            try await eventually(within: .seconds(60), "the job is accepted") {
                let answer = try await cloud.api.post("run", body: order)
                return answer.status == 202 ? try answer.read(Accepted.self).job_id : nil
            }
        }

        /// Waits until so much of the job is done.
        private func reached(_ percent: Int, _ job: String, _ cloud: Cloud) async throws -> Status {
            try await eventually(within: .seconds(400), "\(percent) % are done") {
                let status = try await cloud.api.status(job)
                return status.progress.percent_complete >= percent ? status : nil
            }
        }

        private func ended(_ job: String, _ cloud: Cloud) async throws -> Status {
            try await eventually(within: .seconds(600), "the job ends") {
                let status = try await cloud.api.status(job)
                return ["queued", "running"].contains(status.status) ? nil : status
            }
        }

        /// What was complete has not been touched since.
        private func expectKept(_ before: Status, _ after: Status) {
            for (name, stage) in before.stages where stage.status == "completed" {
                #expect(after.stages[name] == stage, "\(name) ran again")
            }
        }

        private func expectComplete(_ status: Status, _ followed: Cloud.Followed) {
            #expect(status.status == "completed", "\(status.errors)")
            // A crash is no failure of the work's own.
            #expect(status.stages.values.allSatisfy { $0.status == "completed" && $0.attempts == 0 })
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
