/// Amounts of money as they are written, in integers: a millionth of a US dollar is the smallest part that is kept.
package enum MicroDollars {
    /// The whole part's limit, a billion dollars, so that sums of many amounts stay far inside an `Int64`.
    private static let mostWholeDigits = 9

    /// Reads a plain decimal text such as `0.168`; what is below a micro-dollar is rounded up, so that a price is never read as
    /// less than it is. Nil for a sign, an exponent, or anything else that is no such text.
    package static func reading(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
            return nil
        }
        guard parts[0].count <= mostWholeDigits, let whole = Int64(parts[0]) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        let kept = fraction.prefix(6)
        guard let micro = Int64(kept + String(repeating: "0", count: 6 - kept.count)) else { return nil }
        let hasRest = fraction.dropFirst(6).contains { $0 != "0" }
        return whole * 1_000_000 + micro + (hasRest ? 1 : 0)
    }

    private static func isDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character)
    }

    /// As dollars, for reading.
    package static func dollars(_ amount: Int64) -> Double {
        Double(amount) / 1_000_000
    }
}
