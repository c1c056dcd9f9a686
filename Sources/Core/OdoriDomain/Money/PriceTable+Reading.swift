import OdoriJSON
package import Foundation

extension PriceTable {
    /// What is wrong with a table, a sentence each, beginning with the entry that it is about.
    package struct Unreadable: Error, Hashable, Sendable {
        package var problems: [String]
    }

    /// The prices that come with this build, those of `override` (the same JSON) in place of them where it has any.
    ///
    /// - Throws: every problem of the table at once.
    package static func standard(overriddenBy override: Data? = nil) throws(Unreadable) -> PriceTable {
        let standard = try PriceTable(reading: Data(standardJSON.utf8))
        return try override.map { data throws(Unreadable) in
            standard.overridden(by: try PriceTable(reading: data))
        } ?? standard
    }

    /// Reads `{"prices": [{"provider", "model", "resolution", "usd_per_second", "date", "source"}]}`; all are texts. What is sold by the
    /// piece has `usd_each` in place of `usd_per_second`; where tokens are counted, that is the most that a call may cost, and
    /// `usd_per_million_input_tokens`, `usd_per_million_output_tokens` and `usd_per_million_image_tokens` make it exact.
    init(reading data: Data) throws(Unreadable) {
        let body: JSONValue
        do {
            body = try JSONDecoder().decode(JSONValue.self, from: data)
        } catch {
            throw Unreadable(problems: ["is not JSON"])
        }
        guard case .object(let members) = body, case .array(let values) = members["prices"], members.count == 1 else {
            throw Unreadable(problems: ["must be an object with the one member \"prices\", an array"])
        }
        var problems: [String] = []
        var entries: [Entry] = []
        for (index, value) in values.enumerated() {
            guard case .object = value else {
                problems.append("entry \(index + 1) must be an object, not \(value.typeName)")
                continue
            }
            var reader = RequestReader(value)
            let entry = Entry(&reader)
            let found = reader.finished()
            problems += found.map { "entry \(index + 1) (\(entry.product)): \($0.pointer.dropFirst()) \($0.detail)" }
            if entries.contains(where: { $0.product == entry.product }) {
                problems.append("entry \(index + 1) (\(entry.product)): this product has an entry already")
            }
            entries.append(entry)
        }
        guard problems.isEmpty else { throw Unreadable(problems: problems) }
        self.init(entries: entries)
    }
}

extension PriceTable.Entry {
    /// Reads one entry; what is wrong with it is reported to the reader.
    fileprivate init(_ reader: inout RequestReader) {
        product = PriceTable.Product(
            provider: reader.needed("provider"), model: reader.needed("model"), resolution: reader.needed("resolution"))
        tariff = .free
        let each = reader.text("usd_each")
        let name = each == nil ? "usd_per_second" : "usd_each"
        let price = each ?? reader.needed(name)
        if each != nil, reader.text("usd_per_second") != nil {
            reader.report(name, "must not stand beside usd_per_second")
        }
        if let micro = MicroDollars.reading(price), micro > 0 {
            tariff = each == nil ? .perSecond(micro) : .each(micro)
        } else if each != nil || !price.isEmpty {
            reader.report(name, "must be a positive decimal text like \"0.168\"")
        }
        if each != nil { tokens = TokenPrices(&reader) }
        date = reader.needed("date")
        if !date.isEmpty, Timestamp(rfc3339: "\(date)T00:00:00Z") == nil {
            reader.report("date", "must be a day like \"2026-11-22\"")
        }
        source = reader.needed("source")
    }
}

extension TokenPrices {
    /// Nil when the entry names none.
    fileprivate init?(_ reader: inout RequestReader) {
        let input = reader.price("usd_per_million_input_tokens")
        let output = reader.price("usd_per_million_output_tokens")
        let image = reader.price("usd_per_million_image_tokens")
        guard let input, let output else { return nil }
        self.init(input: input, output: output, imageOutput: image)
    }
}

extension RequestReader {
    /// A positive amount that may be missing.
    fileprivate mutating func price(_ name: String) -> Int64? {
        guard let text = text(name) else { return nil }
        if let micro = MicroDollars.reading(text), micro > 0 { return micro }
        report(name, "must be a positive decimal text like \"0.168\"")
        return nil
    }

    /// A text that must be there and not empty.
    fileprivate mutating func needed(_ name: String) -> String {
        let before = problems.count
        let text = text(name) ?? ""
        if text.isEmpty, problems.count == before { report(name, "is required") }
        return text
    }
}
