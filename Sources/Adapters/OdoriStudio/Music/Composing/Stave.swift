/// Collects one part's notes and keeps them inside the plan: nothing before the start, in the stop or after the last chord.
struct Stave: Sendable {
    let plan: ScorePlan
    private var dice: ScoreDice
    private var notes: [Score.Note] = []

    init(plan: ScorePlan, seed: UInt64, purpose: String) {
        self.plan = plan
        dice = ScoreDice(seed: seed, purpose: purpose)
    }

    /// Adds a note; what the plan silences is left out or cut short. The grid is exact, the loudness human.
    mutating func add(at start: Double, length: Double, pitch: Int, velocity: Int) {
        guard start >= 0, start < plan.finalStart, !(plan.stopStart..<plan.drop).contains(start) else { return }
        let limit = start < plan.drop ? plan.stopStart : plan.finalStart
        append(start, min(length, limit - start), pitch, velocity)
    }

    /// Adds a note of the last chord, which rings on.
    mutating func addFinal(pitch: Int, velocity: Int, length: Double = 4) {
        append(plan.finalStart, length, pitch, velocity)
    }

    private mutating func append(_ start: Double, _ length: Double, _ pitch: Int, _ velocity: Int) {
        let human = min(max(velocity + dice.roll(-5...5), 1), 127)
        notes.append(Score.Note(start: start, length: length, pitch: pitch, velocity: human))
    }

    /// The notes in order, none still sounding when its own pitch begins again, as one MIDI channel needs it.
    func finished() -> [Score.Note] {
        var result: [Score.Note] = []
        var last: [Int: Int] = [:]
        for note in notes.sorted(by: { ($0.start, $0.pitch, -$0.velocity) < ($1.start, $1.pitch, -$1.velocity) }) {
            if let earlier = last[note.pitch] {
                if result[earlier].start == note.start { continue }
                result[earlier].length = min(result[earlier].length, note.start - result[earlier].start)
            }
            last[note.pitch] = result.count
            result.append(note)
        }
        return result
    }
}
