import Foundation
import OdoriFakes
import OdoriTesting
import Subprocess
import Testing

extension OneMachine {
    @Suite("A paid provider")
    struct PaidProviderTests {
        /// Three dances and the shortest way from them to the end.
        private static let order = """
            {"count": 1, "options":
             {"generate_variants": false, "create_soundtracks": false, "apply_watermark": false}}
            """

        @Test(
            "two providers, each losing every second answer, are asked for each dance once; all books agree to the cent",
            .enabled(if: ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1"))
        func twoProviders() async throws {
            let faults = #"{"lose_reply_every": 2, "end_after_ms": 1500, "slots": 2}"#
            try await FakeProviders.atWork(faults: faults) { provider in
                try await Installation.running(environment: provider.environmentOfTwo) { installation in
                    let api = installation.api
                    var jobs: [String] = []
                    for prefer in ["kling", "fal"] {
                        let order = Self.order.replacing("{\"count\"", with: "{\"prefer\": [\"\(prefer)\"], \"count\"")
                        jobs.append(try await api.post("run", body: order).read(Job.self).job_id)
                    }
                    var spent: Int64 = 0
                    for job in jobs {
                        let end = try await eventually(within: .seconds(800), "the job ends") {
                            let status = try await api.status(job)
                            return ["queued", "running"].contains(status.status) ? nil : status
                        }
                        #expect(end.status == "completed", "\(end.errors)")
                        let cost = try await api.get("status/\(job)").read(Costs.self).cost
                        #expect(cost.reserved_usd == 0 && cost.ambiguous_operations == 0)
                        spent += micro(cost.spent_usd)
                    }
                    let books = try await provider.books()
                    #expect(books.operations == 6 && books.keys == 6 && books.duplicates == 0)
                    #expect(Set(books.submissions.map(\.provider)) == ["kling", "fal"])
                    #expect(books.submissions.count { $0.code == 0 } == 6, "submissions per operation are not 1")
                    #expect(books.submissions.contains { !$0.answered && $0.provider == "fal" })
                    #expect(spent == books.billed)
                }
            }
        }

        @Test("its key is never shown, and what cannot be used is refused by name")
        func settings() async throws {
            let doctor = try await Programs.odori(["doctor"], environment: ["KLING_API_KEY": FakeProviders.key])
            #expect(doctor.output.contains("KLING_API_KEY") && !doctor.output.contains(FakeProviders.key))
            let problem = try await Programs.odori(
                ["jobs"], environment: ["ODORI_MOTION": "kling", "KLING_MODEL": "kling-9", "ODORI_EGRESS_ALLOW": "all"])
            #expect(problem.status == .exited(78))
            #expect(problem.errors.contains("KLING_MODEL") && problem.errors.contains("ODORI_EGRESS_ALLOW"))
        }

        private func micro(_ dollars: Double) -> Int64 {
            Int64((dollars * 1_000_000).rounded())
        }

        private struct Job: Decodable {
            var job_id: String
        }

        private struct Costs: Decodable {
            var cost: Cost

            struct Cost: Decodable {
                var estimated_usd: Double
                var reserved_usd: Double
                var spent_usd: Double
                var ambiguous_operations: Int
            }
        }
    }
}
