/// Numbers as drawings hold them: one decimal, written without the cost of general formatting.
enum Decimal1 {
    static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let magnitude = tenths.magnitude
        let sign = tenths < 0 ? "-" : ""
        let rest = magnitude % 10
        return rest == 0 ? "\(sign)\(magnitude / 10)" : "\(sign)\(magnitude / 10).\(rest)"
    }

    /// Three decimals, for opacities and offsets.
    static func fine(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let magnitude = thousandths.magnitude
        let rest = String(magnitude % 1000)
        let zeros = String(repeating: "0", count: 3 - rest.count)
        return "\(thousandths < 0 ? "-" : "")\(magnitude / 1000).\(zeros)\(rest)"
    }
}
