package import Logging
package import OdoriDomain
package import OdoriJobs
package import OdoriPorts

/// What a worker does once, before it is ready: begin the chain of sweeps and enter the studio's references.
///
/// The queue may be started at the same moment as the worker, so everything is tried until it succeeds.
package struct WorkerStart: Sendable {
    private let seed: @Sendable () async throws -> Void
    private let intake: ReferenceIntake
    private let references: [ReferenceIntake.Entry]
    private let clock: any WallClock
    private let gate: StartGate
    private let logger: Logger
    private static let longestPause = Duration.seconds(5)

    package init(
        seed: @escaping @Sendable () async throws -> Void,
        intake: ReferenceIntake,
        references: [ReferenceIntake.Entry],
        clock: any WallClock,
        gate: StartGate,
        logger: Logger
    ) {
        self.seed = seed
        self.intake = intake
        self.references = references
        self.clock = clock
        self.gate = gate
        self.logger = logger
    }

    /// Returns once the gate is open.
    ///
    /// - Throws: `CancellationError` only.
    package func run() async throws {
        var pause = Duration.milliseconds(100)
        var level = Logger.Level.warning
        while true {
            do {
                try await once()
                gate.open()
                logger.info("ready", metadata: ["references": "\(references.count)"])
                return
            } catch let error as CancellationError {
                throw error
            } catch {
                gate.openPartly(because: "\(error)")
                logger.log(level: level, "the start is tried until it succeeds", metadata: ["error": "\(error)"])
                level = .debug
            }
            try await clock.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// Tries everything, also what comes after something that fails: references are entered although the queue is not there yet.
    private func once() async throws {
        var failure: (any Error)?
        func attempt(_ body: () async throws -> Void) async throws {
            do {
                try await body()
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = failure ?? error
            }
        }
        try await attempt(seed)
        for entry in references { try await attempt { try await intake.add(entry) } }
        if let failure { throw failure }
    }
}

extension ReferenceIntake.Entry {
    /// A dance that the studio draws itself, for everybody to use.
    package static func studio(
        _ name: String,
        id: ReferenceID,
        title: String,
        fileName: String
    ) -> ReferenceIntake.Entry {
        ReferenceIntake.Entry(
            id: id,
            owner: .shared,
            title: title,
            fileName: fileName,
            source: .studio(name),
            rights: .owned,
            adultsOnly: true
        )
    }
}
