import Foundation
import OdoriTesting
import Subprocess
import Testing

extension OneMachine {
    @Suite("The odori command")
    struct CommandTests {
        @Test("finds the server's key, lists, and explains itself")
        func commands() async throws {
            try await Installation.running { installation in
                let there = ["--url", installation.api.base, "--data-dir", installation.directory]
                let jobs = try await Programs.odori(["jobs", "--json"] + there)
                #expect(jobs.status.isSuccess)
                #expect(jobs.output.contains(#""jobs":[]"#))

                let references = try await Programs.odori(["references", "list"] + there)
                #expect(references.status.isSuccess)
                #expect(references.output.split(separator: "\n").count == 4)

                let estimate = try await Programs.odori(["estimate", "--count", "2"] + there)
                #expect(estimate.status.isSuccess && estimate.output.hasPrefix("at most $0"))
                #expect(try await Programs.odori(["characters"] + there).status.isSuccess)
                let unknown = try await Programs.odori(["retry", "550e8400-e29b-41d4-a716-446655440000"] + there)
                #expect(unknown.errors.contains("there is no such job"))
                let completions = try await Programs.odori(["--generate-completion-script", "bash"])
                #expect(completions.output.contains("characters"))

                let doctor = try await Programs.odori(["doctor"] + there, environment: ["PIPELINE_API_KEY": "s3cret"])
                #expect(doctor.output.contains("ready at \(installation.api.base)"))
                #expect(doctor.output.contains("PIPELINE_API_KEY"))
                #expect(!doctor.output.contains("s3cret"))

                let stranger = try await Programs.odori(["jobs"] + there, environment: ["PIPELINE_API_KEY": "s3cret"])
                #expect(stranger.errors.hasPrefix("Error: The API does not accept the key"))

                let second = try await Programs.odori(["up", "--api-port", "\(installation.apiPort)"])
                #expect(second.errors.contains("Port \(installation.apiPort) is in use"))
            }
        }

        @Test("without a server it says how to start one")
        func noServer() async throws {
            let jobs = try await Programs.odori(["jobs", "--url", "http://127.0.0.1:9"])
            #expect(!jobs.status.isSuccess)
            #expect(jobs.errors.contains("start it with `make up`"))
        }

        @Test("a setting that cannot be used ends it with status 78 and every problem")
        func badSettings() async throws {
            let jobs = try await Programs.odori(["jobs"], environment: ["PORT": "many", "ODORI_LOG": "loud"])
            #expect(jobs.status == .exited(78))
            #expect(jobs.errors.contains("PORT") && jobs.errors.contains("ODORI_LOG"))
        }

        @Test(
            "the services list their variables, and do not start for arguments that they do not know",
            arguments: ["odori-api", "odori-worker"])
        func services(_ name: String) async throws {
            let help = try await Programs.run(name, ["--help"])
            #expect(help.status.isSuccess && help.output.contains("ODORI_DATA_DIR"))
            let mistake = try await Programs.run(name, ["--port", "8080"])
            #expect(mistake.status == .exited(64) && mistake.errors.contains("\(name) takes no arguments"))
        }
    }

    @Suite("odori up")
    struct UpTests {
        @Test(
            "a worker that is stopped while it takes references in, alone or with everything, ends without a complaint")
        func stoppedEarly() async throws {
            try await Installation.running { installation in
                let worker = try await ingesting(installation)
                kill(worker, SIGTERM)
                try await gone([worker], within: .seconds(6), "the worker")
                _ = try await ingesting(installation)
                kill(installation.pid, SIGTERM)
                try await gone([installation.pid], within: .seconds(6), "odori up")
                let log = try String(contentsOfFile: installation.file("logs/worker.log"), encoding: .utf8)
                let complaints = log.split(separator: "\n").filter { $0.contains("ERROR") || $0.contains("WARNING") }
                #expect(complaints == [])
                #expect(ProcessTree.mentioning(installation.directory) == [])
            }
        }

        @Test("when it is killed with SIGKILL, nothing that it started lives on")
        func killed() async throws {
            try await Installation.running { installation in
                let children = ["odori-api", "odori-worker", "odori-queue"].compactMap { installation.child($0) }
                #expect(children.count == 3)
                kill(installation.pid, SIGKILL)
                try await gone(children, within: .seconds(15), "the children")
            }
        }

        /// Waits until the worker draws a reference, and returns the worker.
        private func ingesting(_ installation: Installation) async throws -> Int32 {
            try await eventually(within: .seconds(30), "a reference is being taken in") {
                guard let worker = installation.child("odori-worker") else { return nil }
                return ProcessTree.below(worker).contains(where: \.isEncoder) ? worker : nil
            }
        }

        private func gone(_ processes: [Int32], within limit: Duration, _ what: String) async throws {
            _ = try await eventually(within: limit, "\(what) has ended") {
                processes.contains { ProcessTree.entry($0) != nil } ? nil : true
            }
        }
    }
}
