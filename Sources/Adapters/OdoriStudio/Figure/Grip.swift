/// What a hand does; a pose holds it as a number, so the nearest counts.
enum Grip: Double, CaseIterable, Sendable {
    case relaxed = 0
    case open = 1
    case fist = 2
    case point = 3
    case peace = 4

    init(nearest value: Double) {
        self = Grip(rawValue: value.rounded().clamped(to: 0...4)) ?? .relaxed
    }
}
