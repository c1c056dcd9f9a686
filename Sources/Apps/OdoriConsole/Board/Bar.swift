/// A progress bar.
enum Bar {
    /// Pieces for a bar of `width` columns, filled to a share of 0–1; shares outside are cut.
    static func pieces(_ share: Double, width: Int, tone: StyledLine.Tone) -> [(String, StyledLine.Tone)] {
        let filled = Int((min(1, max(0, share)) * Double(width)).rounded(.down))
        return [
            (String(repeating: "━", count: filled), tone),
            (String(repeating: "─", count: width - filled), .quiet),
        ]
    }
}

extension StyledLine {
    func addingBar(_ share: Double, width: Int, tone: Tone) -> StyledLine {
        Bar.pieces(share, width: width, tone: tone).reduce(self) { $0.adding($1.0, $1.1) }
    }

    /// A percentage in five columns.
    func addingPercent(_ share: Double) -> StyledLine {
        let percent = String(Int((min(1, max(0, share)) * 100).rounded(.down)))
        return adding(String(repeating: " ", count: max(0, 4 - percent.count)) + percent + "%")
    }
}
