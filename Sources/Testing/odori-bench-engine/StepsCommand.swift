import ArgumentParser
import Foundation
import Logging
import OdoriDomain
import OdoriJobs

/// `steps`: whole runs of the pinned graph, so many at once, with stages that do nothing.
struct StepsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steps",
        abstract: "Times stage hops: from the end of the last stage that a stage needs to its start."
    )

    @Option(help: "Runs (characters) in all.")
    var characters = 200

    @Option(help: "Runs under way at once.")
    var atOnce = 200

    @Option(help: "Runs in one job, at most 20.")
    var perJob = 20

    @Option(help: "Pushes that each queue makes at once.")
    var dispatches = 32

    @Option(help: "Measurements, each of so many characters.")
    var rounds = 1

    @Flag(help: "A few characters and no warm-up, to see that it works.")
    var smoke = false

    func run() async throws {
        try await withTemporaryDirectory { directory in
            let logger = Logger(label: "odori-bench-engine") { label in
                var handler = StreamLogHandler.standardError(label: label)
                handler.logLevel = .error
                return handler
            }
            try await QueueProcess.running(in: directory) { queue in
                let times = StageTimes()
                let bench = try BenchAssembly(
                    queueURL: queue.baseURL, directory: directory, dispatches: dispatches, times: times,
                    logger: logger)
                try await bench.running { jobs in
                    let round = StepsRound(jobs: jobs, times: times, queue: queue, perJob: perJob)
                    if smoke { return try print(await round.measure(characters: 3, atOnce: 2).json()) }
                    _ = try await round.measure(characters: min(characters, 40), atOnce: min(atOnce, 20))
                    for _ in 0..<rounds {
                        try print(await round.measure(characters: characters, atOnce: atOnce).json())
                    }
                }
            }
        }
    }
}

/// Runs `body` in a new directory that is gone afterwards.
func withTemporaryDirectory(_ body: (URL) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "odori-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory)
}
