import Synchronization

/// Dice that several throw in turn.
final class SharedDice: Sendable {
    private let dice: Mutex<Dice>

    init(_ dice: Dice) {
        self.dice = Mutex(dice)
    }

    func duration(_ range: ClosedRange<Duration>) -> Duration {
        dice.withLock { $0.duration(range) }
    }

    func chance(_ probability: Double) -> Bool {
        dice.withLock { $0.chance(probability) }
    }

    func below(_ bound: Int) -> Int {
        dice.withLock { $0.below(bound) }
    }

    func next() -> UInt64 {
        dice.withLock { $0.next() }
    }
}
