import OdoriJSON

/// Reads a JSON object member by member and collects what is wrong with it; every member that nobody asked for is a problem.
struct RequestReader {
    private let pointer: String
    private let members: [String: JSONValue]
    private(set) var problems: [RequestProblems.Problem] = []
    private var unread: Set<String>

    init(_ value: JSONValue, at pointer: String = "") {
        self.pointer = pointer
        if case .object(let members) = value {
            self.members = members
        } else {
            members = [:]
            problems.append(.init(pointer, "must be an object, not \(value.typeName)"))
        }
        unread = Set(members.keys)
    }

    mutating func report(_ name: String, _ detail: String) {
        problems.append(.init("\(pointer)/\(name)", detail))
    }

    /// The member, unless it is absent or null.
    mutating func value(_ name: String) -> JSONValue? {
        unread.remove(name)
        guard let value = members[name], value != .null else { return nil }
        return value
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .integer(let number) = value else {
            report(name, "must be an integer, not \(value.typeName)")
            return nil
        }
        guard range.contains(number) else {
            report(name, "must be between \(range.lowerBound) and \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func text(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            report(name, "must be a string, not \(value.typeName)")
            return nil
        }
        return text
    }

    mutating func flag(_ name: String, default standard: Bool) -> Bool {
        guard let value = value(name) else { return standard }
        guard case .bool(let flag) = value else {
            report(name, "must be a boolean, not \(value.typeName)")
            return standard
        }
        return flag
    }

    mutating func amount(_ name: String) -> Double? {
        guard let value = value(name) else { return nil }
        let amount: Double
        switch value {
        case .integer(let number): amount = Double(number)
        case .number(let number): amount = number
        default:
            report(name, "must be a number, not \(value.typeName)")
            return nil
        }
        guard (0...1_000_000).contains(amount) else {
            report(name, "must be between 0 and 1000000")
            return nil
        }
        return amount
    }

    /// One of the words that an enumeration spells.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            report(name, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return choice
    }

    mutating func texts(_ name: String, atMost limit: Int) -> [String] {
        guard let value = value(name) else { return [] }
        guard case .array(let values) = value else {
            report(name, "must be an array, not \(value.typeName)")
            return []
        }
        if values.count > limit { report(name, "holds \(values.count) entries, at most \(limit) are allowed") }
        return values.enumerated().compactMap { index, value in
            if case .string(let text) = value { return text }
            report("\(name)/\(index)", "must be a string, not \(value.typeName)")
            return nil
        }
    }

    /// Names among those that there are, each once; nil when none is given.
    mutating func preferences(_ name: String, among known: [String]) -> [String]? {
        let wanted = texts(name, atMost: known.count)
        for (index, text) in wanted.enumerated() {
            if !known.contains(text) {
                report("\(name)/\(index)", "is not set up here; there is \(known.joined(separator: ", "))")
            } else if wanted[..<index].contains(text) {
                report("\(name)/\(index)", "stands there already")
            }
        }
        return wanted.isEmpty ? nil : wanted
    }

    /// A link that may be followed, as far as that can be told beforehand.
    mutating func link(_ name: String, _ egress: EgressPolicy) -> String? {
        guard let text = text(name) else { return nil }
        do throws(OutsideLink.Fault) {
            try egress.check(OutsideLink(text))
        } catch {
            report(name, error.reason)
        }
        return text
    }

    /// Reports every entry that is a link and must not be followed.
    mutating func checkLinks(_ entries: [String], at name: String, _ egress: EgressPolicy) {
        for (index, text) in entries.enumerated() where text.contains("://") && !text.hasPrefix("gs://") {
            do throws(OutsideLink.Fault) {
                _ = try egress.read(text)
            } catch {
                report("\(name)/\(index)", error.reason)
            }
        }
    }

    /// Why videos may be used; nothing counts without the word that everybody in them is an adult.
    mutating func rights(_ name: String, confirmedBy adultsOnly: String) -> ReferenceDocument.Rights? {
        let isConfirmed = flag(adultsOnly, default: false)
        guard let text = text(name) else { return nil }
        guard let rights = ReferenceDocument.Rights(rawValue: text) else {
            report(name, "must be one of \(ReferenceDocument.Rights.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        if !isConfirmed { report(adultsOnly, "must be true: references show adults only") }
        return rights
    }

    /// What a webhook is to tell of; nil when the request leaves it to us.
    mutating func webhookEvents(_ name: String, to url: String?) -> [WebhookEvent]? {
        guard value(name) != nil else { return nil }
        let names = texts(name, atMost: WebhookEvent.allCases.count)
        for (index, text) in names.enumerated() where WebhookEvent(rawValue: text) == nil {
            let known = WebhookEvent.allCases.map(\.rawValue).joined(separator: ", ")
            report("\(name)/\(index)", "is not an event; there are \(known)")
        }
        if case .array(let entries) = members[name], entries.isEmpty { report(name, "must name at least one event") }
        if url == nil { report(name, "has no use without webhook_url") }
        return WebhookEvent.allCases.filter { names.contains($0.rawValue) }
    }

    /// Reads a member that is an object of its own; absent reads as empty.
    mutating func object<Result>(_ name: String, _ read: (inout RequestReader) -> Result) -> Result {
        var reader = RequestReader(value(name) ?? .object([:]), at: "\(pointer)/\(name)")
        let result = read(&reader)
        problems += reader.finished()
        return result
    }

    /// All problems, those of members that nobody asked for included.
    func finished() -> [RequestProblems.Problem] {
        problems + unread.sorted().map { .init("\(pointer)/\(Self.escape($0))", "is not a known field") }
    }

    private static func escape(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
    }
}
