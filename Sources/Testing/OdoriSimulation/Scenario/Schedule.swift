import OdoriDomain

/// What one seed stands for: a job, providers with their habits, and everything that goes wrong.
struct Schedule: Sendable {
    let seed: UInt64
    var order: Order
    var motion = MotionTerms()
    var moods = Craft.Moods()
    var forecast = Weather.Forecast.calm
    var habits = QueueModel.Habits()
    var workers = 1
    var usesSQLite = false
    var blows: [Blow] = []
    /// The order's task never reaches the queue.
    var cutsOrder = false
    /// Nothing at all goes wrong.
    var isCalm = true

    /// What is asked for. Schedules with equal orders must come to equal results.
    struct Order: Sendable, Hashable {
        var count = 1
        var options = JobOptions()
        var maxCostUSD: Double?
        var graph = PinnedGraph.current
        /// References are taken in while the job waits for them.
        var ingests = false
        var crowdedNames = false

        var config: JobConfig {
            JobConfig(count: count, options: options, maxCostUSD: maxCostUSD, seed: 7)
        }
    }

    /// Something that happens at its time whatever the system does.
    struct Blow: Sendable {
        let after: Duration
        let kind: Kind

        enum Kind: Sendable {
            case cancel, retry, sweep, replay, garbage, loseObject
            case kill(Int), terminate(Int), freeze(Int, Duration)
            /// The clock of a worker's machine, or of the API's when there is no such worker.
            case jump(Int, Duration)
        }
    }

    var losesObjects: Bool {
        blows.contains { if case .loseObject = $0.kind { true } else { false } }
    }

    var setsClocks: Bool {
        blows.contains { if case .jump = $0.kind { true } else { false } }
    }

    /// The first part of a schedule, in which things go wrong.
    static let trouble = Duration.seconds(100)

    /// The schedule without anything going wrong.
    init(calm order: Order) {
        seed = 0
        self.order = order
    }

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        self.seed = seed
        order = Self.order(&dice)
        usesSQLite = seed % 100 == 99
        workers = 1 + dice.below(3)
        motion.onRepeat = dice.pick(MotionTerms.Repeat.allCases)
        motion.visibilityDelay = dice.pick([.zero, .seconds(2), .seconds(10)])
        if dice.chance(0.15) { motion.canCancel = false }
        if dice.chance(0.1) { motion.canLookUp = false }
        if dice.chance(0.3) { moods.callPrice = 40_000 }
        moods.crowdedNames = order.crowdedNames
        // A tenth stays calm: there the checker may demand that nothing at all is out of order.
        guard dice.chance(0.9) else { return }
        isCalm = false
        drawTrouble(&dice)
        drawBlows(&dice)
        drawClocks()
        drawAnswers()
    }

    private static func order(_ dice: inout Dice) -> Order {
        var order = Order()
        switch dice.below(20) {
        case 0..<11: order.count = 1
        case 11..<15: order.count = 2
        case 15, 16: order.count = 3
        case 17: order.options = JobOptions(generateVariants: false, createSoundtracks: false, applyWatermark: false)
        case 18: order.maxCostUSD = 3
        default: order.options = JobOptions(skipExisting: false)
        }
        if dice.chance(0.1) { order.ingests = true }
        if dice.chance(0.1) { order.crowdedNames = true }
        if dice.chance(0.1) { order.graph = dice.pick([.sequential, .stranger]) }
        return order
    }

    private mutating func drawTrouble(_ dice: inout Dice) {
        let isStorm = dice.chance(0.3)
        forecast.until = VirtualTime.beginning + Self.trouble
        forecast.faults = isStorm ? 6 + dice.below(8) : 1 + dice.below(4)
        forecast.perCall = isStorm ? 0.03 : 0.008
        forecast.killsProcesses = dice.chance(0.8)
        if dice.chance(0.3) { forecast.contention = 0.05 }
        if dice.chance(0.5) { habits.duplicates = dice.pick([0.02, 0.2]) }
        if dice.chance(0.4) { habits.delays = dice.pick([0.02, 0.1]) }
        if dice.chance(0.3) { habits.lostAnswers = 0.05 }
        if dice.chance(0.3) { moods.fails = 0.03 }
        if dice.chance(0.2) { moods.spoils = 0.05 }
        if dice.chance(0.2) { motion.throttles = 0.2 }
        if dice.chance(0.15) { motion.refuses = 0.2 }
        if dice.chance(0.15) { motion.fails = 0.2 }
        if dice.chance(0.05) { motion.forgets = 0.2 }
        if dice.chance(0.1) { motion.lateEnds = 0.3 }
    }

    private mutating func drawBlows(_ dice: inout Dice) {
        func hit(_ kind: Blow.Kind, within longest: Duration = Self.trouble) {
            blows.append(Blow(after: dice.duration(.milliseconds(1)...longest), kind: kind))
        }
        if dice.chance(0.25) {
            hit(.cancel, within: .seconds(40))
            if dice.chance(0.3) { hit(.cancel) }
        }
        for _ in 0..<dice.below(3) { hit(.retry, within: .seconds(200)) }
        for _ in 0..<dice.below(3) { hit(.sweep) }
        for _ in 0..<dice.below(5) { hit(.replay) }
        if dice.chance(0.1) { hit(.garbage) }
        if dice.chance(0.1) { hit(.loseObject) }
        cutsOrder = dice.chance(0.05)
        if dice.chance(0.3) { hit(.terminate(dice.below(workers))) }
        if dice.chance(0.2) { hit(.kill(dice.below(workers))) }
        if dice.chance(0.1) {
            hit(.freeze(dice.below(workers), dice.duration(.seconds(1) ... .seconds(200))))
        }
    }

    /// From dice of their own, so that seeds stand for what they stood for before clocks were set.
    private mutating func drawClocks() {
        var dice = Dice(seed: seed ^ 0x636C_6F63_6B73)
        guard dice.chance(0.15) else { return }
        for _ in 0...dice.below(3) {
            // A worker behind its queue is pushed at before its time and asks without a pause: of that a little will do.
            let step =
                dice.chance(0.5)
                ? dice.duration(.milliseconds(200) ... .seconds(900))
                : .zero - dice.duration(.milliseconds(200) ... .seconds(10))
            let (machine, after) = (dice.below(workers + 1), dice.duration(.milliseconds(1)...Self.trouble))
            blows.append(Blow(after: after, kind: .jump(machine, step)))
            // Half of them are set right again.
            guard dice.chance(0.5) else { continue }
            let mended = after + dice.duration(.seconds(1)...Self.trouble)
            blows.append(Blow(after: mended, kind: .jump(machine, .zero - step)))
        }
    }
    /// From dice of their own, for the same reason: a provider whose answers come late or not at all.
    private mutating func drawAnswers() {
        var dice = Dice(seed: seed ^ 0x616E_7377_6572)
        guard dice.chance(0.1) else { return }
        motion.losesAnswers = 0.3
        motion.dawdles = 0.5
    }
}
