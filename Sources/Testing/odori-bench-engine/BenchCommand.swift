import ArgumentParser

/// Measures the engine and its queue as they are shipped; prints one JSON line a measurement.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori-bench-engine",
        abstract: "Times the engine with stages that do nothing, and the queue alone.",
        discussion: """
            Everything but the work of the stages is real: odori-queue as a process of its own, the worker's HTTP server \
            with token verification, SQLite with a write to the disk at every commit, the pinned graph and the push protocol.
            """,
        subcommands: [StepsCommand.self, QueueCommand.self]
    )
}
