import OdoriDomain

/// Lets stretches of a 48 kHz sound be heard again before it goes on.
enum RepeatFilter {
    /// Samples over which one pass is faded into the next: 10 ms, too short to be heard as two sounds at once.
    private static let overlap = Encoding.sampleRate / 100

    /// What is appended to a chain; it begins with a comma and ends without a label. Empty when nothing is repeated.
    static func chain(_ repeats: [BarRepeat]) -> String {
        let pieces = pieces(repeats)
        guard pieces.count > 1 else { return "" }
        let split = ",asplit=\(pieces.count)" + pieces.indices.map { "[pass\($0)]" }.joined()
        let cut = pieces.enumerated().map { index, piece in
            // The fade lies behind the piece: the next one begins exactly where this one ends.
            let end = piece.end.map { ":end_sample=\($0 + overlap)" } ?? ""
            return "[pass\(index)]atrim=start_sample=\(piece.start)\(end),asetpts=PTS-STARTPTS[part\(index)]"
        }
        let joined = pieces.indices.dropFirst().map { index in
            let before = index == 1 ? "[part0]" : "[joined\(index - 1)]"
            let label = index == pieces.count - 1 ? "" : "[joined\(index)]"
            return "\(before)[part\(index)]acrossfade=ns=\(overlap):c1=qsin:c2=qsin\(label)"
        }
        return ([split] + cut + joined).joined(separator: ";")
    }

    /// The stretches that are heard one after the other, in samples; the last goes on to the end.
    private static func pieces(_ repeats: [BarRepeat]) -> [(start: Int, end: Int?)] {
        var pieces: [(start: Int, end: Int?)] = []
        var start = 0
        for again in repeats where again.times > 0 && again.length > 0 {
            let (first, end) = (sample(again.start), sample(again.end))
            pieces.append((start, end))
            pieces += Array(repeating: (first, end), count: again.times - 1)
            start = first
        }
        return pieces + [(start, nil)]
    }

    private static func sample(_ seconds: Double) -> Int {
        Int((seconds * Double(Encoding.sampleRate)).rounded())
    }
}
