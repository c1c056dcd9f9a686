import Foundation
import OdoriTesting
import Subprocess
import Testing

/// These run the built programs on one machine, so one after the other.
@Suite("On one machine", .serialized, .timeLimit(.minutes(15)))
enum OneMachine {}

extension OneMachine {
    @Suite("A worker that ends in the middle")
    struct CrashTests {
        /// The plan's own request, word for word.
        private static let order = #"{"count": 1, "style_id": "kpop_dance"}"#

        @Test(
            """
            by SIGKILL or for a redeploy is back at once, no completed stage runs again, and the job completes with \
            everything that was promised; a cancelled job ends at once and leaves nothing
            """)
        func ended() async throws {
            try await Installation.running { installation in
                let api = installation.api
                let accepted = try await api.post("run", body: Self.order)
                #expect(accepted.status == 202)
                let job = try accepted.read(Accepted.self)
                #expect(job.success)
                #expect(job.status == "queued")
                #expect(job.message == "Pipeline job started")

                let first = try await danceUnderWay(job.job_id, in: installation)
                try await kill(first, in: installation)
                let second = try await danceUnderWay(job.job_id, in: installation)
                try await redeploy(second, of: job.job_id, in: installation)
                let after = try await eventually(within: .seconds(400), "the job ends") {
                    let status = try await api.status(job.job_id)
                    return ["queued", "running"].contains(status.status) ? nil : status
                }
                expectComplete(after, in: installation)
                #expect(first.status.stages.values.contains { $0.status == "completed" })
                expectKept(first.status, after)
                expectKept(second.status, after)
                // Each dance was ordered once, however often somebody worked on it.
                #expect(try FileManager.default.contentsOfDirectory(atPath: installation.file("studio")).count == 5)
                try await cancelled(in: installation)
                try await expectRejection(installation)
            }
        }

        /// A moment at which a worker is making dances: which, what the job said of itself, and what ran below the worker.
        private struct Moment {
            var status: Status
            var dances: Set<String>
            var worker: Int32
            var tools: [ProcessTree.Entry]
        }

        /// Waits until dances of the job are being made.
        private func danceUnderWay(_ job: String, in installation: Installation) async throws -> Moment {
            try await eventually(within: .seconds(300), "a dance is being made") {
                try await dancing(job, in: installation)
            }
        }

        /// This moment, when the worker is at stages of dances and ffmpeg works for it.
        private func dancing(_ job: String, in installation: Installation) async throws -> Moment? {
            let status = try await installation.api.status(job)
            guard let worker = installation.child("odori-worker") else { return nil }
            let tools = ProcessTree.below(worker)
            let dances = try dancesUnderWay(in: installation)
            guard !dances.isEmpty, tools.contains(where: \.isEncoder) else { return nil }
            return Moment(status: status, dances: dances, worker: worker, tools: tools)
        }

        /// The dances whose stages somebody is at: the job still calls those running that a dead worker has under lease, but a worker that
        /// starts sweeps their scratch directories away.
        private func dancesUnderWay(in installation: Installation) throws -> Set<String> {
            let scratch = try FileManager.default.contentsOfDirectory(atPath: installation.file("scratch"))
            return Set(scratch.compactMap { $0.split(separator: "-").dropFirst().first }.map(String.init))
                .filter { $0.contains("dance_") }
        }

        /// Kills the worker and sees that it is replaced, and that nothing which it ran lives on.
        private func kill(_ moment: Moment, in installation: Installation) async throws {
            Foundation.kill(moment.worker, SIGKILL)
            try await replaced(moment.worker, in: installation)
            try await gone(moment.tools, "what the dead worker ran is gone", within: .seconds(5))
        }

        private func gone(_ tools: [ProcessTree.Entry], _ what: Comment, within limit: Duration) async throws {
            _ = try await eventually(within: limit, what) { tools.contains(where: \.isAlive) ? nil : true }
        }

        /// Asks the worker to end: it does so in time, hands its work on, and takes nothing with it.
        private func redeploy(_ moment: Moment, of job: String, in installation: Installation) async throws {
            Foundation.kill(moment.worker, SIGTERM)
            _ = try await eventually(within: .seconds(10), "the worker has ended") {
                ProcessTree.entry(moment.worker) == nil ? true : nil
            }
            try await gone(moment.tools, "what it ran is gone with it", within: .seconds(2))
            try await replaced(moment.worker, in: installation)
            // Well before the leases of fifteen seconds would have ended.
            _ = try await eventually(within: .seconds(8), "its dances are free, and the next worker dances at once") {
                guard let next = try await dancing(job, in: installation) else { return Bool?.none }
                let isFree = moment.dances.allSatisfy {
                    next.status.stages[$0]?.status != "running" || next.dances.contains($0)
                }
                return isFree ? true : nil
            }
        }

        private func replaced(_ worker: Int32, in installation: Installation) async throws {
            _ = try await eventually(within: .seconds(20), "the worker is started again") {
                installation.child("odori-worker").flatMap { $0 == worker ? nil : $0 }
            }
        }

        /// Cancels a job while ffmpeg works for it.
        private func cancelled(in installation: Installation) async throws {
            let api = installation.api
            let job = try await api.post("run", body: Self.order).read(Accepted.self).job_id
            _ = try await danceUnderWay(job, in: installation)
            let asked = ContinuousClock.now
            #expect(try await api.post("cancel/\(job)").status == 200)
            #expect(ContinuousClock.now - asked < .seconds(1))
            _ = try await eventually(within: .seconds(2), "nothing below the worker works on") {
                ProcessTree.below(installation.child("odori-worker")).isEmpty ? true : nil
            }
            _ = try await eventually(within: .seconds(20), "the run is cancelled too") {
                try await api.status(job).characters.first?.status == "cancelled" ? true : nil
            }
            let status = try await api.status(job)
            #expect(status.status == "cancelled")
            #expect(status.results.isEmpty)
            // A picture that the worker itself draws, without ffmpeg, is drawn to its end first.
            _ = try await eventually(within: .seconds(20), "no scratch file is left") {
                let left = FileManager.default.subpaths(atPath: installation.directory) ?? []
                return left.filter { $0.contains("scratch") } == ["scratch"] ? true : nil
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

        /// What was complete has not been touched since.
        private func expectKept(_ before: Status, _ after: Status) {
            for (name, stage) in before.stages where stage.status == "completed" {
                #expect(after.stages[name] == stage, "\(name) ran again")
            }
        }

        private func expectComplete(_ status: Status, in installation: Installation) {
            #expect(status.status == "completed", "\(status.errors)")
            #expect(status.progress.percent_complete == 100)
            #expect(status.progress.current_stage == "done")
            #expect(status.stages.values.allSatisfy { $0.status == "completed" })
            // Neither a crash nor an interruption is the work's own failure.
            #expect(status.stages.values.allSatisfy { $0.attempts == 0 })
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
