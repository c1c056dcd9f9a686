import Foundation

/// Writes JSON by a schema, the way a model that keeps to it would.
struct GeminiWriting: Sendable {
    /// Makes every text of its own; the same words are answered the same way.
    var number: Int
    /// A character of 17; somebody who may be no adult.
    var isMinor = false
    var isFamous = false

    private static let starts = ["Ko", "Sa", "Mi", "Ta", "Yo", "Ha", "Se", "Na", "Ri", "Fu", "Ma", "Ki"]
    private static let middles = ["ri", "lo", "za", "ve", "nu", "sha", "mo", "te", "ba", "du", "gi", "po"]

    /// A value for a schema; nil for what is no schema.
    func value(_ schema: JSON?, named name: String = "", at index: Int = 0) -> Any? {
        guard case .object(let members)? = schema, case .string(let type)? = members["type"] else { return nil }
        switch type.uppercased() {
        case "OBJECT":
            guard case .object(let properties)? = members["properties"] else { return [String: Any]() }
            var object: [String: Any] = [:]
            for (name, schema) in properties { object[name] = value(schema, named: name, at: index) }
            return object
        case "ARRAY":
            return (0..<count(name, members["minItems"])).compactMap { value(members["items"], named: name, at: $0) }
        case "STRING": return text(name, index, members["enum"])
        case "INTEGER": return name == "age" ? (isMinor ? 17 : 24 + number % 9) : 1
        case "NUMBER": return seconds(name, index)
        case "BOOLEAN": return !isMinor
        default: return nil
        }
    }

    private func count(_ name: String, _ least: JSON?) -> Int {
        switch least {
        case .string(let text): Int(text) ?? 1
        case .number(let number): Int(number)
        default: name == "sections" ? 3 : 1
        }
    }

    private func text(_ name: String, _ index: Int, _ words: JSON?) -> String {
        if case .array(let values)? = words, case .string(let word)? = values[safe: index] ?? values.first {
            return word
        }
        switch name {
        case "names": return isFamous ? "Hatsune Miku" : self.name(index)
        case "palette", "hair_colour", "eye_colour", "skin_colour":
            let digits = String((number * 7919 + index * 104_729 + name.utf8.count * 31) % 0xFFFFFF, radix: 16)
            return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        case "hashtags": return "#dance\(index)"
        default: return "\(name.replacing("_", with: " ")) number \(number)"
        }
    }

    private func name(_ index: Int) -> String {
        let pick = number * 31 + index * 7
        let given = Self.starts[pick % 12] + Self.middles[pick / 12 % 12] + "na"
        let family = Self.starts[(pick / 5 + 3) % 12] + Self.middles[(number + index) % 12] + "dori"
        return "\(given) \(family)"
    }

    private func seconds(_ name: String, _ index: Int) -> Double {
        switch name {
        case "start": Double(index) * 3.1
        case "end": Double(index) * 3.1 + 3.1
        default: 4.2
        }
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
