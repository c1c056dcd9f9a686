import OdoriDomain
import OdoriPorts

/// What kind of provider a schedule has for motion transfer.
struct MotionTerms: Sendable {
    /// What it does with a second submission under one key.
    enum Repeat: String, Sendable, CaseIterable {
        case refused, returned, billed
    }

    var onRepeat = Repeat.refused
    var canLookUp = true
    var canCancel = true
    /// A look-up may not show a submission for so long.
    var visibilityDelay = Duration.seconds(2)
    /// How long an operation takes.
    var work: ClosedRange<Duration> = .seconds(2) ... .seconds(9)
    /// The chance that it is much slower than that.
    var lateEnds = 0.0
    /// The chances that an order is refused for its content, fails, or is forgotten by the provider.
    var refuses = 0.0
    var fails = 0.0
    var forgets = 0.0
    /// The chance that a submission is told to come later.
    var throttles = 0.0
    /// The chance that nobody hears of an order that was taken, once for each key.
    var losesAnswers = 0.0
    /// The chance that the answer to a look-up is long on its way, and true no more when it comes.
    var dawdles = 0.0
    var price: Int64 = 1_000_000

    var capabilities: MotionCapabilities {
        MotionCapabilities(
            provider: "simulated", canLookUpByKey: canLookUp, canCancel: canCancel, visibilityDelay: visibilityDelay,
            worksInCheck: false)
    }

    /// Whether every order can be told from its repetition, so that nothing need be ambiguous or paid twice.
    var paysOnce: Bool { canLookUp && onRepeat != .billed }
}
