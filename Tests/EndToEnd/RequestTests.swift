import Foundation
import OdoriTesting
import Testing

extension OneMachine {
    @Suite("Requests from outside")
    struct RequestTests {
        private struct Problem: Decodable {
            var success: Bool
            var error: String
            var errors: [Field]?

            struct Field: Decodable {
                var pointer: String
            }
        }

        private struct Jobs: Decodable {
            var jobs: [Status.List]
        }

        private static let bad: [(body: String, status: UInt, pointer: String?)] = [
            (#"{"count": 0}"#, 422, "/count"),
            (#"{"count": 21}"#, 422, "/count"),
            (#"{"count": "two"}"#, 422, "/count"),
            (#"{}"#, 422, "/count"),
            (#"{"count": 1, "style_id": "polka"}"#, 422, "/style_id"),
            (#"{"count": 1, "reference_videos": ["a", "b", "c", "d"]}"#, 422, "/reference_videos"),
            (#"{"count": 1, "reference_videos": ["nowhere.mp4"]}"#, 422, "/reference_videos/0"),
            (#"{"count": 1, "extra": true}"#, 422, "/extra"),
            (#"{"count": 1, "options": {"skip_existing": 1}}"#, 422, "/options/skip_existing"),
            ("count=1", 400, nil),
            ("{\"count\": 1, \"style_id\": \"" + String(repeating: "x", count: 300_000) + "\"}", 413, nil),
        ]

        @Test("bad ones are refused by name and leave nothing behind; a job can be cancelled, again and again")
        func refusedAndCancelled() async throws {
            try await Installation.running { installation in
                let api = installation.api
                for (body, status, pointer) in Self.bad {
                    let answer = try await api.post("run", body: body)
                    #expect(answer.status == status, "\(body.prefix(80))")
                    let problem = try answer.read(Problem.self)
                    #expect(!problem.success && !problem.error.isEmpty)
                    if let pointer { #expect(problem.errors?.map(\.pointer).contains(pointer) == true, "\(body)") }
                }
                #expect(try await api.post("run", body: #"{"count": 1}"#, key: "wrong").status == 401)
                #expect(try await api.get("jobs").read(Jobs.self).jobs.isEmpty)

                let job = try await api.post("run", body: #"{"count": 1}"#).read(Job.self).job_id
                _ = try await eventually(within: .seconds(60), "the job's work begins") {
                    try await api.status(job).stages.values.contains { $0.status == "running" } ? true : nil
                }
                let asked = ContinuousClock.now
                #expect(try await api.post("cancel/\(job)").status == 200)
                #expect(ContinuousClock.now - asked < .seconds(1))
                #expect(try await api.post("cancel/\(job)").status == 200)
                _ = try await eventually(within: .seconds(20), "the run is cancelled too") {
                    let status = try await api.status(job)
                    return status.status == "cancelled" && status.characters.first?.status == "cancelled" ? true : nil
                }
                let cancelled = try await api.get("jobs?status=cancelled").read(Jobs.self)
                #expect(cancelled.jobs.map(\.job_id) == [job])
                #expect(try await api.post("cancel/00000000-0000-4000-8000-000000000000").status == 404)
            }
        }

        private struct Job: Decodable {
            var job_id: String
        }
    }
}

extension Status {
    /// A job in a list.
    struct List: Decodable, Sendable {
        var job_id: String
    }
}
