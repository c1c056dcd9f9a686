/// How wide text is on a terminal: East Asian letters take two columns, combining marks none.
extension String {
    var columns: Int {
        reduce(0) { $0 + $1.columns }
    }

    /// As many characters from the start as fit into `width` columns.
    func prefix(columns width: Int) -> String {
        var used = 0
        return String(
            prefix {
                used += $0.columns; return used <= width
            }
        )
    }

    /// The text cut, with an ellipsis, or filled up with spaces, to exactly `width` columns.
    func fitted(to width: Int) -> String {
        let text = columns <= width ? self : prefix(columns: max(0, width - 1)) + "…"
        return text + String(repeating: " ", count: max(0, width - text.columns))
    }
}

extension Character {
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.value {
        case 0..<0x20, 0x7F: return 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
