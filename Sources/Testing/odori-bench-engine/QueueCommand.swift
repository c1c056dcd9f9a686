import ArgumentParser
import AsyncHTTPClient
import Foundation
import OdoriDomain
import OdoriGoogleQueues
import OdoriLocal
import OdoriPorts

/// `queue`: the queue alone, with a target that answers at once.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Times odori-queue: from the call that creates a task to its push, and how fast a backlog drains."
    )

    @Option(help: "Tasks created one after the other, each when the one before was delivered.")
    var single = 500

    @Option(help: "Tasks of the backlog.")
    var backlog = 10_000

    @Option(help: "Creates under way at once while the backlog is built.")
    var creators = 32

    @Option(help: "Pushes under way at once.")
    var dispatches = 64

    @Option(help: "Measurements.")
    var rounds = 1

    @Flag(help: "A few tasks and no warm-up, to see that it works.")
    var smoke = false

    func run() async throws {
        try await withTemporaryDirectory { directory in
            try await QueueProcess.running(in: directory) { process in
                try await PushTarget.running { target in
                    let queue = CloudTasksQueue(
                        CloudTasksConfiguration(
                            baseURL: process.baseURL, project: "bench", location: "here",
                            workerURL: "http://127.0.0.1:\(target.port)",
                            identity: PushIdentity(email: "tasks@bench.invalid", audience: "odori-bench")),
                        http: .shared, clock: SystemClock())
                    try await queue.createQueue(.poll, maxConcurrentDispatches: dispatches)
                    let round = QueueRound(
                        queue: queue, target: target, process: process, creators: creators)
                    if smoke {
                        return try print(await round.measure(single: 5, backlog: 50, delay: .seconds(3)).json())
                    }
                    var rate = try await round.measure(single: 100, backlog: 1000, delay: .seconds(10)).createsPerSecond
                    for _ in 0..<rounds {
                        // Held for as long as creating it should take, and half as long again.
                        let delay = Duration.seconds(3 + Double(backlog) / rate * 1.5)
                        let report = try await round.measure(single: single, backlog: backlog, delay: delay)
                        rate = report.createsPerSecond
                        try print(report.json())
                    }
                }
            }
        }
    }
}
