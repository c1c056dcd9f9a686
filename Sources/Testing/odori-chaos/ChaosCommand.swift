import ArgumentParser
import Foundation
import SystemPackage
import UnixSignals

/// Runs the real programs against a provider that bills for everything, breaks them at random, and counts what was lost.
@main
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori-chaos",
        abstract: "Kills, stops, freezes and disconnects everything while jobs run, and checks that the promises hold.",
        discussion: """
            The same seed gives the same plan of faults. Ends with status 0 only if no job was lost or stuck, nothing was paid for
            twice, and nothing was left behind.
            """
    )

    @Option(help: "How many processes are killed or stopped; freezes and resets come in addition.")
    var kills = 0

    @Option(help: "How many jobs are cancelled at random instants, after the kills.")
    var cancels = 0

    @Option(help: "Chooses the plan; one is made up and printed when it is not given.")
    var seed: UInt64?

    @Option(help: "Jobs under way at once.")
    var overlap = 4

    @Option(help: "Milliseconds between faults, at least and at most.")
    var pause = [1000, 5000]

    @Option(help: "Seconds that the last jobs may take after the last fault.")
    var patience = 900

    @Option(help: "Where logs, books and data of the play go; made anew.", completion: .directory)
    var directory = ".odori/chaos"

    @Flag(help: "Print the plan of faults and do nothing.")
    var plan = false

    func validate() throws {
        guard pause.count == 2, pause[0] > 0, pause[0] <= pause[1] else {
            throw ValidationError("--pause takes two numbers, the smaller first.")
        }
        guard kills >= 0, cancels >= 0, overlap > 0 else { throw ValidationError("Counts are not negative.") }
    }

    func run() async throws {
        let seed = seed ?? UInt64.random(in: 0..<1 << 32)
        let faults = Fault.plan(seed: seed, kills: kills, pause: pause[0]...pause[1])
        say("seed \(seed): \(faults.count) faults, \(kills) of them kills; \(cancels) cancels")
        if plan {
            for fault in faults { say("\(fault.number) +\(fault.pause) ms \(fault.kind.rawValue) (\(fault.pick))") }
            return
        }
        let place = FilePath(URL(filePath: directory).standardizedFileURL.path(percentEncoded: false))
        try Self.clear(place)
        let play = try Play(
            grounds: Grounds(directory: place), faults: faults, cancels: cancels, seed: seed, overlap: overlap,
            patience: .seconds(patience))
        guard let summary = try await Self.untilInterrupted({ try await play.run() }) else { throw ExitCode(130) }
        try summary.write(to: place.appending("summary.json"))
        print(summary.text)
        say("summary: \(place.appending("summary.json"))")
        if !summary.violations.isEmpty { throw ExitCode(1) }
    }

    /// Removes what an earlier play left; a directory that no play made is not touched.
    private static func clear(_ place: FilePath) throws {
        let files = FileManager.default
        if files.fileExists(atPath: place.string) {
            guard files.fileExists(atPath: place.appending(mark).string) else {
                throw ValidationError("\(place) exists and was not made by a play; name another with --directory.")
            }
            try files.removeItem(atPath: place.string)
        }
        try files.createDirectory(atPath: place.string, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: place.appending(mark).string))
    }

    private static let mark = ".odori-chaos"

    /// Nil when somebody asked this process to end: then everything that it started has ended too.
    private static func untilInterrupted<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await body() }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            return try await group.next() ?? nil
        }
    }
}
