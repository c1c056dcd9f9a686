import Foundation

/// How a dancer gets from one key pose to the next; every easing arrives exactly at the key's beat.
enum Easing: Sendable, Hashable {
    /// Waits, then hits the pose.
    case snap
    /// Flows.
    case smooth
    /// Starts at once and arrives softly.
    case swing
    /// Draws back before it goes.
    case throwing

    func share(_ time: Double) -> Double {
        let time = time.clamped(to: 0...1)
        switch self {
        case .snap:
            let late = ((time - 0.42) / 0.58).clamped(to: 0...1)
            return late * late * (3 - 2 * late)
        case .smooth:
            return time * time * (3 - 2 * time)
        case .swing:
            return 1 - pow(1 - time, 2.2)
        case .throwing:
            return time * time * (2.4 * time - 1.4)
        }
    }
}
