import Foundation
import Subprocess
import Testing

/// These run the built programs on one machine, so one after the other.
@Suite("On one machine", .serialized, .timeLimit(.minutes(10)))
enum OneMachine {}

extension OneMachine {
    @Suite("A worker killed in the middle")
    struct CrashTests {
        /// The plan's own request, word for word.
        private static let order = #"{"count": 1, "style_id": "kpop_dance"}"#

        @Test("is back at once, no completed stage runs again, and the job completes with everything that was promised")
        func killedWorker() async throws {
            try await Installation.running { installation in
                let api = installation.api
                let accepted = try await api.post("run", body: Self.order)
                #expect(accepted.status == 202)
                let job = try accepted.read(Accepted.self)
                #expect(job.success)
                #expect(job.status == "queued")
                #expect(job.message == "Pipeline job started")

                let before = try await eventually(within: .seconds(300), "a dance is being made") {
                    let status = try await api.status(job.job_id)
                    let dances = status.stages.filter { $0.key.hasPrefix("dance_") && $0.value.status == "running" }
                    let rendering = ProcessTree.mentioning(installation.directory, except: installation.pid)
                        .contains { $0.commandLine.contains("ffmpeg") }
                    return dances.isEmpty || !rendering ? nil : status
                }
                try await kill(installation)

                let after = try await eventually(within: .seconds(400), "the job ends") {
                    let status = try await api.status(job.job_id)
                    return ["queued", "running"].contains(status.status) ? nil : status
                }
                expectComplete(after, in: installation)
                for (name, stage) in before.stages where stage.status == "completed" {
                    #expect(after.stages[name] == stage, "\(name) ran again")
                }
                #expect(before.stages.values.contains { $0.status == "completed" })
                // Each dance was ordered once, however often somebody worked on it.
                #expect(try FileManager.default.contentsOfDirectory(atPath: installation.file("studio")).count == 5)
                let left = FileManager.default.subpaths(atPath: installation.directory) ?? []
                #expect(left.filter { $0.contains("scratch") } == ["scratch"])
                try await expectRejection(installation)
            }
        }

        /// A file that is no video is refused with a reason, and the machine is none the worse for it.
        private func expectRejection(_ installation: Installation) async throws {
            let file = installation.file("notes.mp4")
            try Data("no video at all".utf8).write(to: URL(filePath: file))
            let added = try await Programs.odori([
                "references", "add", file, "--rights", "owned", "--adults-only", "--url", installation.api.base,
                "--data-dir", installation.directory,
            ])
            #expect(!added.status.isSuccess)
            #expect(added.output.contains("rejected: "))
        }

        /// Kills the worker and sees that it is replaced, and that nothing which it ran lives on.
        private func kill(_ installation: Installation) async throws {
            let worker = try #require(installation.child("odori-worker"))
            let servers = ["odori-api", "odori-queue", "odori-worker"]
            let tools = ProcessTree.mentioning(installation.directory, except: installation.pid).filter {
                tool in !servers.contains { tool.commandLine.contains($0) }
            }
            #expect(!tools.isEmpty)
            Foundation.kill(worker, SIGKILL)
            let next = try await eventually(within: .seconds(20), "the worker is started again") {
                installation.child("odori-worker").flatMap { $0 == worker ? nil : $0 }
            }
            #expect(next != worker)
            _ = try await eventually(within: .seconds(5), "what the dead worker ran is gone") {
                tools.contains { ProcessTree.entry($0.pid) == $0 } ? nil : true
            }
        }

        private func expectComplete(_ status: Status, in installation: Installation) {
            #expect(status.status == "completed", "\(status.errors)")
            #expect(status.progress.percent_complete == 100)
            #expect(status.progress.current_stage == "done")
            #expect(status.stages.values.allSatisfy { $0.status == "completed" })
            #expect(status.results.count == 1)
            guard let assets = status.results.first?.assets else { return }
            #expect(assets.dances.count == 3)
            #expect(Set(assets.remixes.keys) == ["full", "kpop", "swimsuit"])
            #expect(assets.deliverables.map(\.type).sorted() == ["kpop_soundtrack", "orig_soundtrack", "watermarked"])
            for url in assets.urls {
                let path = installation.file("objects/" + url.replacing("gs://local/", with: ""))
                #expect(FileManager.default.fileExists(atPath: path), "\(url)")
            }
        }

        private struct Accepted: Decodable {
            var success: Bool
            var job_id: String
            var status: String
            var message: String
        }
    }
}
