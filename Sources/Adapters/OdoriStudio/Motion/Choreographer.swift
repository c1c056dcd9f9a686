import OdoriDomain

/// Finds the dance that belongs to a reference: the studio's own by its track, any other video's from its analysis.
enum Choreographer {
    /// The same reference always gives the same dance.
    static func choreography(id: ReferenceID, source: ReferenceSource, analysis: DanceAnalysis, duration: Double)
        -> Choreography
    {
        if case .studio(let name) = source, let entry = StudioReferences.named(name) { return entry.choreography }
        return compose(id: id.rawValue, analysis: analysis, duration: duration)
    }

    /// Composes a dance to a video's beats: moves chosen by a hash of the reference's id, calm before the drop and
    /// full out after it, each move begun on a downbeat.
    static func compose(id: String, analysis: DanceAnalysis, duration: Double) -> Choreography {
        let first = analysis.downbeats.first.flatMap { downbeat in
            analysis.beats.indices.min { abs(analysis.beats[$0] - downbeat) < abs(analysis.beats[$1] - downbeat) }
        }
        let grid = BeatGrid(tempo: analysis.tempo, beats: analysis.beats, firstDownbeat: (first ?? 0) % 4)
        let start = grid.firstDownbeat == 0 ? Int(grid.position(at: 0).rounded(.down)) : grid.firstDownbeat - 4
        let end = Int(grid.position(at: duration).rounded(.up)) + 4
        let dropBeat = grid.position(at: analysis.drop)
        var generator = SplitMix64(seed: SplitMix64.hash(id), label: "choreography")
        var moves: [Move] = []
        var beat = Double(start)
        var recent: [String] = []
        while beat < Double(end) {
            let onDrop = abs(beat - dropBeat) < 2.1
            let wanted = energy(of: analysis, at: grid.time(of: beat), onDrop: onDrop)
            let fitting = Move.all.filter { abs($0.energy - wanted) < 0.3 && !recent.contains($0.name) }
            let chosen = onDrop ? [Move.starJump, .punchOut, .spinHint] : (fitting.isEmpty ? Move.all : fitting)
            guard let move = generator.pick(chosen) else { break }
            let mirrored = generator.index(below: 2) == 1
            let times = move.beats == 2 ? 2 : 1
            for time in 0..<times { moves.append(mirrored != (time == 1) ? move.mirrored : move) }
            recent = (recent + [move.name]).suffix(4)
            beat += Double(move.beats * times)
        }
        return Choreography(grid: grid, moves: moves, from: start, drop: analysis.drop)
    }

    private static func energy(of analysis: DanceAnalysis, at seconds: Double, onDrop: Bool) -> Double {
        if onDrop { return 0.95 }
        let section = analysis.sections.last { $0.start <= seconds + 0.05 }?.name
        return switch section {
        case "intro": 0.32
        case "build": 0.5
        case "drop": 0.75
        case "outro": 0.4
        default: seconds >= analysis.drop ? 0.72 : 0.42
        }
    }
}
