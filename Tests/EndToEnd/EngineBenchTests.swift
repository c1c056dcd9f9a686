import Foundation
import Subprocess
import SystemPackage
import Testing

extension OneMachine {
    /// That the bench measures something; how fast it is, `make bench-engine` tells.
    @Suite("the engine's bench")
    struct EngineBenchTests {
        private struct Steps: Decodable {
            var steps: Int
            var steps_per_s: Double
        }

        private struct Queue: Decodable {
            var backlog: Int
            var drain_per_s: Double
        }

        @Test("takes three characters through the real engine, every stage once")
        func steps() async throws {
            let report = try await Self.run("steps", as: Steps.self)
            #expect(report.steps == 3 * 19)
            #expect(report.steps_per_s > 0)
        }

        @Test("delivers a backlog through the real queue")
        func queue() async throws {
            let report = try await Self.run("queue", as: Queue.self)
            #expect(report.backlog == 50)
            #expect(report.drain_per_s > 0)
        }

        private static func run<Report: Decodable>(_ command: String, as type: Report.Type) async throws -> Report {
            let ended = try await Subprocess.run(
                .path(Programs.path("odori-bench-engine")),
                arguments: [command, "--smoke"],
                output: .string(limit: 1 << 20),
                error: .string(limit: 1 << 20)
            )
            #expect(ended.terminationStatus == .exited(0), "\(ended.standardError)")
            return try JSONDecoder().decode(type, from: Data(ended.standardOutput.utf8))
        }
    }
}
