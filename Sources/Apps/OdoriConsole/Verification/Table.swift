/// Rows in aligned columns.
package struct Table: Sendable {
    private let header: [String]
    private var rows: [[String]] = []
    /// Columns of numbers stand right.
    private let rightAligned: Set<Int>

    package init(_ header: [String], rightAligned: Set<Int> = []) {
        self.header = header
        self.rightAligned = rightAligned
    }

    /// Adds a row of as many cells as the header has.
    package mutating func add(_ row: [String]) {
        rows.append(row)
    }

    /// The table's lines, the header first.
    package var lines: [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].columns }.max() ?? 0 }
        return all.map { row in
            row.enumerated().map { column, text in
                let fill = String(repeating: " ", count: widths[column] - text.columns)
                return rightAligned.contains(column) ? fill + text : text + fill
            }.joined(separator: "  ").trimmedRight
        }
    }
}

extension String {
    fileprivate var trimmedRight: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
