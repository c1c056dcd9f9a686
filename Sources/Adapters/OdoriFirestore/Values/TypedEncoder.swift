import OdoriJSON
import Foundation
import OdoriDomain

/// Writes a document's plain JSON as Firestore's typed values, bytes to bytes.
///
/// A member named `at` or ending in `_at` that holds an instant becomes a `timestampValue`; a whole number an `integerValue`.
/// Firestore has no array directly in an array: the inner one becomes a map with the one member `[]`.
struct TypedEncoder {
    /// The member of a map that stands for an array in an array.
    static let wrapper: StaticString = "[]"

    private(set) var output: [UInt8]

    init(reserving capacity: Int) {
        output = []
        output.reserveCapacity(capacity)
    }

    mutating func append(_ text: StaticString) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    /// Appends a text as a JSON string.
    mutating func append(quoting text: String) throws {
        output.append(contentsOf: try QuickJSON.encode(text))
    }

    /// Appends `{…}`: the document's members as typed values, and one of the store's own in front.
    mutating func appendFields(of json: Data, marking name: StaticString, as mark: String) throws {
        append("{\"")
        append(name)
        append("\":{\"stringValue\":\"")
        append(mark)
        append("\"}")
        try json.withUnsafeBytes { bytes in
            var reader = JSONBytes(bytes)
            guard try reader.kind() == .object else { throw reader.fault("no object") }
            try appendMembers(&reader, isFirst: false)
            try reader.end()
        }
        append("}")
    }

    private mutating func appendMembers(_ reader: inout JSONBytes, isFirst: Bool) throws {
        var isFirst = isFirst
        try reader.members { reader, name in
            if !isFirst { append(",") }
            isFirst = false
            append(name, of: reader)
            append(":")
            try appendValue(&reader, isInstant: Self.namesInstant(name, in: reader), isInArray: false)
        }
    }

    private mutating func appendValue(_ reader: inout JSONBytes, isInstant: Bool, isInArray: Bool) throws {
        switch try reader.kind() {
        case .string:
            let range = try reader.string()
            append(isInstant && Self.isInstant(range, in: reader) ? "{\"timestampValue\":" : "{\"stringValue\":")
            append(range, of: reader)
            append("}")
        case .number:
            try appendNumber(&reader)
        case .object:
            append("{\"mapValue\":{\"fields\":{")
            try appendMembers(&reader, isFirst: true)
            append("}}}")
        case .array:
            try appendArray(&reader, isWrapped: isInArray)
        case .yes:
            try reader.word("true")
            append("{\"booleanValue\":true}")
        case .no:
            try reader.word("false")
            append("{\"booleanValue\":false}")
        case .null:
            try reader.word("null")
            append("{\"nullValue\":null}")
        }
    }

    private mutating func appendNumber(_ reader: inout JSONBytes) throws {
        let (range, isWhole) = try reader.number()
        if isWhole, let number = Int64(reader.text(range)) {
            append("{\"integerValue\":\"")
            append(String(number))
            append("\"}")
        } else {
            append("{\"doubleValue\":")
            append(range, of: reader)
            append("}")
        }
    }

    private mutating func appendArray(_ reader: inout JSONBytes, isWrapped: Bool) throws {
        if isWrapped { append("{\"mapValue\":{\"fields\":{\"[]\":") }
        append("{\"arrayValue\":{\"values\":[")
        var isFirst = true
        try reader.elements { reader in
            if !isFirst { append(",") }
            isFirst = false
            try appendValue(&reader, isInstant: false, isInArray: true)
        }
        append("]}}")
        if isWrapped { append("}}}") }
    }

    private mutating func append(_ range: Range<Int>, of reader: JSONBytes) {
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: reader.bytes[range]))
    }

    /// Whether a member of this name may hold an instant.
    static func namesInstant(_ name: Range<Int>, in reader: JSONBytes) -> Bool {
        reader.isNamed(name, "at")
            || name.count >= 5 && reader.holds(name.upperBound - 4..<name.upperBound - 1, "_at")
    }

    /// Whether a string, quotes included, is an instant in the one form that documents hold.
    private static func isInstant(_ range: Range<Int>, in reader: JSONBytes) -> Bool {
        guard range.count == 26, reader.bytes[range.upperBound - 2] == UInt8(ascii: "Z") else { return false }
        let text = reader.text(range.lowerBound + 1..<range.upperBound - 1)
        guard let instant = Timestamp(rfc3339: text), !text.hasPrefix("0000") else { return false }
        return instant.rfc3339 == text
    }
}
