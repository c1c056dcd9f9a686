import OdoriDomain
import OdoriPorts

/// The clock as one process sees it: its machine's, and it stands still with the process.
struct ProcessClock: WallClock {
    let process: SimulatedProcess
    private let dice: SharedDice

    init(_ process: SimulatedProcess, _ dice: SharedDice) {
        self.process = process
        self.dice = dice
    }

    var now: Timestamp { process.machine.time(at: process.time.now) }

    func sleep(for duration: Duration) async throws {
        try await process.sleep(for: duration)
    }

    func pause(upTo longest: Duration) async throws {
        try await process.sleep(for: dice.duration(.zero...longest))
    }
}
