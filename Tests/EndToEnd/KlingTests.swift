import Foundation
import OdoriFakes
import OdoriTesting
import Subprocess
import Testing

extension OneMachine {
    /// The same is asked of the stages themselves over Kling's wire in every run of the tests.
    @Suite(
        "Kling, from outside",
        .enabled(
            if: ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1",
            "waits for many minutes; ODORI_TEST_EVERY=1 plays it"))
    struct KlingTests {
        /// Dances, and the shortest way from them to the end.
        private static func order(_ provider: String) -> String {
            """
            {"prefer": ["\(provider)"], "count": 1, "options":
             {"generate_variants": false, "create_soundtracks": false, "apply_watermark": false}}
            """
        }

        /// Kling's legacy API, and fal.
        private static func both(_ provider: FakeProviders) -> [Environment.Key: String?] {
            provider.environmentOfTwo.merging(["KLING_SLOTS": nil]) { $1 }
        }

        enum Generation: String, CaseIterable {
            case current, legacy

            func environment(_ provider: FakeProviders) -> [Environment.Key: String?] {
                self == .current ? provider.environment : KlingTests.both(provider)
            }
        }

        @Test(
            "an account in arrears stops the job at once, says so with Kling's words, and costs nothing",
            arguments: Generation.allCases)
        func arrears(generation: Generation) async throws {
            try await FakeProviders.atWork(faults: #"{"throttle_every": 1, "throttle_code": 1102}"#) { provider in
                try await Installation.running(environment: generation.environment(provider)) { installation in
                    let api = installation.api
                    let job = try await api.post("run", body: Self.order("kling")).read(Job.self).job_id
                    let end = try await ended(job, api, within: .seconds(300))
                    #expect(end.status == "failed" && !end.errors.isEmpty)
                    for error in end.errors {
                        #expect(error.code == "provider_arrears" && error.stage.hasPrefix("dance_"), "\(error)")
                        #expect(error.message.contains("Kling refuses with 1102: too many requests"), "\(error)")
                    }
                    let books = try await provider.books()
                    // Two pushes work at a time here: what had left when the first refusal came is all that was asked of three.
                    #expect((1...2).contains(books.arrived) && books.submissions.allSatisfy { $0.code == 1102 })
                    let cost = try await api.get("status/\(job)").read(Costs.self).cost
                    #expect(cost.spent_usd == 0 && cost.reserved_usd == 0)
                }
            }
        }

        @Test("an account whose slots are taken is waited for, spends no attempt, and slows no other provider's job")
        func slots() async throws {
            let faults = #"{"refuse_picture": "align_", "throttle_code": 1303, "end_after_ms": 1500}"#
            try await FakeProviders.atWork(faults: faults) { provider in
                try await Installation.running(environment: Self.both(provider)) { installation in
                    let api = installation.api
                    let waiting = try await api.post("run", body: Self.order("kling")).read(Job.self).job_id
                    _ = try await eventually(within: .seconds(200), "Kling says that its slots are taken") {
                        try await provider.books().arrived >= 3 ? true : nil
                    }
                    let other = try await api.post("run", body: Self.order("fal")).read(Job.self).job_id
                    #expect(try await ended(other, api, within: .seconds(400)).status == "completed")
                    let meanwhile = try await api.status(waiting)
                    #expect(meanwhile.status == "running" && meanwhile.errors.isEmpty)
                    for number in 0...2 {
                        let status = meanwhile.stages["dance_\(number)"]?.status
                        #expect(["waiting", "running"].contains(status), "\(meanwhile.stages)")
                    }
                    try await provider.setFaults(#"{"refuse_picture": ""}"#)
                    let end = try await ended(waiting, api, within: .seconds(400))
                    #expect(end.status == "completed", "\(end.errors)")
                    #expect(end.stages.filter { $0.key.hasPrefix("dance_") }.allSatisfy { $0.value.attempts == 0 })
                    let books = try await provider.books()
                    #expect(books.submissions.allSatisfy { [0, 1303].contains($0.code) && $0.provider != "minimax" })
                    #expect(books.operations == 6 && books.keys == 6 && books.duplicates == 0)
                }
            }
        }

        /// Kling's own look-up shows a key after a minute and a half, later than anybody expects.
        private static let late = """
            {"visible_after_ms": 100000, "end_after_ms": 1500, "first": {"kling": "lose_reply"}}
            """

        @Test(
            "a repetition refused for its key after a lost answer is looked up: one dance a key, paid once",
            arguments: Generation.allCases)
        func repeatedKey(generation: Generation) async throws {
            try await FakeProviders.atWork(faults: Self.late) { provider in
                try await Installation.running(environment: generation.environment(provider)) { installation in
                    let api = installation.api
                    let job = try await api.post("run", body: Self.order("kling")).read(Job.self).job_id
                    let end = try await ended(job, api, within: .seconds(600))
                    #expect(end.status == "completed", "\(end.errors)")
                    let books = try await provider.books()
                    #expect(books.operations == 3 && books.keys == 3 && books.duplicates == 0)
                    #expect(books.submissions.count { $0.code == 1201 } >= 1, "each key was sent twice")
                    #expect(books.submissions.count { $0.code == 0 } == 3)
                    let cost = try await api.get("status/\(job)").read(Costs.self).cost
                    #expect(Int64((cost.spent_usd * 1_000_000).rounded()) == books.billed && cost.reserved_usd == 0)
                    #expect(cost.ambiguous_operations == 0)
                }
            }
        }

        private func ended(_ job: String, _ api: API, within limit: Duration) async throws -> Status {
            try await eventually(within: limit, "the job ends") {
                let status = try await api.status(job)
                return ["queued", "running"].contains(status.status) ? nil : status
            }
        }

        private struct Job: Decodable {
            var job_id: String
        }

        private struct Costs: Decodable {
            var cost: Cost

            struct Cost: Decodable {
                var reserved_usd: Double
                var spent_usd: Double
                var ambiguous_operations: Int
            }
        }
    }
}
