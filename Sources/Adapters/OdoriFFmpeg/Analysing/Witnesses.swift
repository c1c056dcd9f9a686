import OdoriDomain

/// What was heard of a dance's rhythm and what was seen of it, in one.
struct Witnesses {
    var heard: DanceAnalysis
    var seen: DanceAnalysis

    /// How far a beat that is seen may lie from one that is heard: two pictures.
    private static let near = 0.067
    /// The part of the beats that must meet.
    private static let most = 0.8

    /// Beats that both tell are surer than either is alone. Where they contradict each other the surer one is taken, less surely.
    var agreed: DanceAnalysis {
        guard heard.hasSound else { return better(seen, heard, hasSound: false) }
        guard meet else {
            var result = better(heard, seen, hasSound: true)
            result.confidence *= 1 - min(heard.confidence, seen.confidence) / 2
            return result
        }
        // A sound tells its beats more exactly than pictures do.
        var result = heard
        result.basis = .both
        result.confidence = Self.both(heard.confidence, seen.confidence)
        if abs(heard.drop - seen.drop) < 30 / max(heard.tempo, 1) {
            result.dropConfidence = Self.both(heard.dropConfidence ?? 0, seen.dropConfidence ?? 0)
        }
        return result
    }

    private func better(_ one: DanceAnalysis, _ other: DanceAnalysis, hasSound: Bool) -> DanceAnalysis {
        var result = other.confidence > one.confidence ? other : one
        result.hasSound = hasSound
        return result
    }

    /// The beats of one lie on those of the other; half and double tempo count as the same.
    private var meet: Bool {
        let (fewer, more) =
            heard.beats.count <= seen.beats.count ? (heard.beats, seen.beats) : (seen.beats, heard.beats)
        guard !fewer.isEmpty, more.count <= fewer.count * 5 / 2 else { return false }
        let met = fewer.count { beat in more.contains { abs($0 - beat) <= Self.near } }
        return Double(met) >= Self.most * Double(fewer.count)
    }

    private static func both(_ one: Double, _ other: Double) -> Double {
        1 - (1 - one) * (1 - other)
    }
}
