/// A text with `{places}` that values are put into.
package struct PromptTemplate: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The text as it is read and tested.
    package let text: String

    package init(stringLiteral text: String) {
        self.text = text
    }

    /// The places, in their order.
    package var places: [String] {
        text.split(separator: "{").dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }

    /// The text with every place that has a value filled, in one pass: what stands in a value is never taken for a place.
    ///
    /// Values are one line each, without control characters, and cut at 400 characters.
    package func filled(_ values: [String: String]) -> String {
        var result = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name].map(Self.plain) ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static let longestValue = 400

    private static func plain(_ text: String) -> String {
        let line = String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
        return String(line.prefix(longestValue))
    }
}
