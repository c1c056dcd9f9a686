import ArgumentParser

/// Measures our clients of Firestore and Cloud Storage against servers that are already running; prints one JSON line a measurement.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori-bench-google",
        abstract: "Times our Firestore and Cloud Storage clients, and the ledger of one job.",
        subcommands: [FirestoreCommand.self, StorageCommand.self, LedgerCommand.self]
    )
}
