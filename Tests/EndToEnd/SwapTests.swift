import Foundation
import OdoriFakes
import OdoriTesting
import Subprocess
import Testing

extension OneMachine {
    @Suite("A worker that is swapped")
    struct SwapTests {
        private static let order = """
            {"count": 1, "options":
             {"generate_variants": false, "create_soundtracks": false, "apply_watermark": false}}
            """

        @Test(
            """
            three times during a job of paid dances leaves in time, loses nothing and spends no attempt; `odori story` tells the job, and \
            what the four processes counted is what the ledger and the provider's bill say
            """,
            .enabled(
                if: ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1",
                "only ODORI_TEST_EVERY=1 swaps workers"))
        func threeTimes() async throws {
            try await FakeProviders.atWork(faults: #"{"end_after_ms": 4000}"#) { provider in
                try await Installation.running(environment: provider.environment) { installation in
                    let api = installation.api
                    let job = try await api.post("run", body: Self.order).read(Job.self).job_id
                    for share in [10, 30, 45] {
                        _ = try await eventually(within: .seconds(300), "the job is at \(share) %") {
                            try await api.status(job).progress.percent_complete >= share ? true : nil
                        }
                        try await swap(installation)
                    }
                    let end = try await eventually(within: .seconds(300), "the job ends") {
                        let status = try await api.status(job)
                        return ["queued", "running"].contains(status.status) ? nil : status
                    }
                    #expect(end.status == "completed", "\(end.errors)")
                    #expect(end.stages.values.allSatisfy { $0.attempts == 0 })
                    try await swap(installation)
                    let counted = try counted(installation)
                    #expect(counted.processes >= 2)
                    let books = try await provider.books()
                    let spent = try await api.get("status/\(job)").read(Costs.self).cost.spent_usd
                    #expect(counted.settled == books.billed && books.duplicates == 0)
                    #expect(Int64((spent * 1_000_000).rounded()) == books.billed)
                    try await expectStory(of: job, installation)
                }
            }
        }

        /// Asks the worker to end and waits for the next one.
        private func swap(_ installation: Installation) async throws {
            let worker = try #require(installation.child("odori-worker"))
            let asked = ContinuousClock.now
            kill(worker, SIGTERM)
            _ = try await eventually(within: .seconds(10), "the worker has ended") {
                ProcessTree.entry(worker) == nil ? true : nil
            }
            print("the worker left within \(ContinuousClock.now - asked)")
            _ = try await eventually(within: .seconds(20), "the worker is started again") {
                installation.child("odori-worker").flatMap { $0 == worker ? nil : $0 }
            }
        }

        /// What the processes that have ended said of Kling's money.
        private func counted(_ installation: Installation) throws -> (processes: Int, settled: Int64) {
            let log = try String(contentsOfFile: installation.file("logs/worker.log"), encoding: .utf8)
            let lines = log.split(separator: "\n").filter { $0.contains("what this process counted") }
            let settled = lines.compactMap { line in
                line.split(separator: " ").first { $0.hasPrefix("kling_settled=") }?.split(separator: "=").last
            }
            return (lines.count, settled.compactMap { Int64($0) }.reduce(0, +))
        }

        private func expectStory(of job: String, _ installation: Installation) async throws {
            let told = try await Programs.odori(
                ["story", job, "--url", installation.api.base, "--data-dir", installation.directory])
            #expect(told.status.isSuccess, "\(told.errors)")
            let lines = told.output.split(separator: "\n")
            for stage in ["concept", "anime_image", "dance_0", "dance_1", "dance_2", "master", "publish"] {
                #expect(lines.contains { $0.contains(" \(stage) ") && $0.contains("completed") }, "\(stage) lacks")
            }
            #expect(lines.count { $0.contains("kling ") && $0.contains("$") } == 3)
            #expect(lines.last?.hasPrefix("completed after") == true)
        }

        private struct Job: Decodable {
            var job_id: String
        }

        private struct Costs: Decodable {
            var cost: Cost

            struct Cost: Decodable {
                var spent_usd: Double
            }
        }
    }
}
