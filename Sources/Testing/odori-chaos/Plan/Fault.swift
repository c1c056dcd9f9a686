/// One thing that goes wrong, and how long after the one before.
struct Fault: Codable, Sendable, Hashable {
    /// Counts from 1.
    var number: Int
    /// Milliseconds after the fault before.
    var pause: Int
    var kind: Kind
    /// Chooses among what there is to hit at that instant.
    var pick: Int

    enum Kind: String, Codable, Sendable, CaseIterable {
        case killWorker = "kill worker"
        case stopWorker = "stop worker"
        case killQueue = "kill queue"
        case stopQueue = "stop queue"
        case killAPI = "kill api"
        case stopAPI = "stop api"
        case killTool = "kill ffmpeg"
        case freezeWorker = "freeze worker"
        case freezeQueue = "freeze queue"
        case resetPush = "reset push"
        case resetProvider = "reset provider"

        /// It ends a process; the others are put between.
        var isKill: Bool {
            switch self {
            case .killWorker, .stopWorker, .killQueue, .stopQueue, .killAPI, .stopAPI, .killTool: true
            case .freezeWorker, .freezeQueue, .resetPush, .resetProvider: false
            }
        }

        /// How often it comes, beside the others.
        fileprivate var weight: Int {
            switch self {
            case .killWorker: 22
            case .stopWorker: 10
            case .killQueue: 16
            case .stopQueue: 6
            case .killAPI: 10
            case .stopAPI: 6
            case .killTool: 10
            case .freezeWorker: 5
            case .freezeQueue: 3
            case .resetPush: 5
            case .resetProvider: 12
            }
        }
    }
}

extension Fault {
    /// A plan with so many kills and whatever else comes between; the same seed gives the same plan.
    static func plan(seed: UInt64, kills: Int, pause: ClosedRange<Int>) -> [Fault] {
        var dice = Dice(seed: seed)
        var plan: [Fault] = []
        var left = kills
        while left > 0 {
            let kind = kind(&dice)
            plan.append(
                Fault(
                    number: plan.count + 1, pause: Int.random(in: pause, using: &dice), kind: kind,
                    pick: Int.random(in: 0..<1_000_000, using: &dice)))
            if kind.isKill { left -= 1 }
        }
        return plan
    }

    private static func kind(_ dice: inout Dice) -> Kind {
        var rest = Int.random(in: 0..<Kind.allCases.reduce(0) { $0 + $1.weight }, using: &dice)
        for kind in Kind.allCases {
            rest -= kind.weight
            if rest < 0 { return kind }
        }
        return .killWorker
    }
}
