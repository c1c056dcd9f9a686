import Foundation
import OdoriDomain

/// Writes Firestore's typed values as a document's plain JSON, bytes to bytes.
struct TypedDecoder {
    private(set) var output: [UInt8] = []

    private mutating func append(_ text: StaticString) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ range: Range<Int>, of reader: JSONBytes) {
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: reader.bytes[range]))
    }

    /// Passes a `fields` object and writes what it holds, without the member that is the store's own.
    mutating func appendFields(_ reader: inout JSONBytes, without mark: StaticString?) throws {
        append("{")
        var isFirst = true
        try reader.members { reader, name in
            if let mark, reader.isNamed(name, mark) {
                try reader.value()
                return
            }
            if !isFirst { append(",") }
            isFirst = false
            append(name, of: reader)
            append(":")
            try appendValue(&reader)
        }
        append("}")
    }

    private mutating func appendValue(_ reader: inout JSONBytes) throws {
        var count = 0
        try reader.members { reader, type in
            count += 1
            try appendValue(&reader, type)
        }
        guard count == 1 else { throw reader.fault("a value without a type") }
    }

    private mutating func appendValue(_ reader: inout JSONBytes, _ type: Range<Int>) throws {
        if reader.isNamed(type, "stringValue") || reader.isNamed(type, "booleanValue")
            || reader.isNamed(type, "referenceValue") || reader.isNamed(type, "bytesValue")
        {
            append(try reader.value(), of: reader)
        } else if reader.isNamed(type, "integerValue") || reader.isNamed(type, "doubleValue") {
            try appendNumber(&reader)
        } else if reader.isNamed(type, "timestampValue") {
            append(Self.instant(reader.text(try reader.value())))
        } else if reader.isNamed(type, "mapValue") {
            try appendMap(&reader)
        } else if reader.isNamed(type, "arrayValue") {
            try appendArray(&reader)
        } else if reader.isNamed(type, "nullValue") {
            try reader.value()
            append("null")
        } else {
            throw reader.fault("a value of the type \(reader.text(type))")
        }
    }

    private mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    /// Whole numbers are written as strings.
    private mutating func appendNumber(_ reader: inout JSONBytes) throws {
        guard try reader.kind() == .string else {
            append(try reader.value(), of: reader)
            return
        }
        let range = try reader.string()
        guard let number = Int64(reader.text(range.lowerBound + 1..<range.upperBound - 1)) else {
            throw reader.fault("a number that JSON does not have")
        }
        append(String(number))
    }

    private mutating func appendMap(_ reader: inout JSONBytes) throws {
        let start = output.count
        append("{}")
        try reader.members { reader, name in
            guard reader.isNamed(name, "fields") else {
                try reader.value()
                return
            }
            output.removeSubrange(start...)
            var ahead = reader
            if let inner = try Self.wrappedArray(&ahead) {
                reader = ahead
                output += inner
            } else {
                try appendFields(&reader, without: nil)
            }
        }
    }

    /// The array that a map stands for; nil when it is a map like any other.
    private static func wrappedArray(_ reader: inout JSONBytes) throws -> [UInt8]? {
        guard let first = reader.firstName, reader.isNamed(first, TypedEncoder.wrapper) else { return nil }
        var decoder = TypedDecoder()
        try reader.members { reader, _ in try decoder.appendValue(&reader) }
        return decoder.output
    }

    private mutating func appendArray(_ reader: inout JSONBytes) throws {
        append("[")
        try reader.members { reader, name in
            guard reader.isNamed(name, "values") else {
                try reader.value()
                return
            }
            var isFirst = true
            try reader.elements { reader in
                if !isFirst { append(",") }
                isFirst = false
                try appendValue(&reader)
            }
        }
        append("]")
    }

    /// An instant of any precision with exactly three decimals, quotes included.
    private static func instant(_ quoted: String) -> String {
        let text = quoted.dropFirst().dropLast()
        let parts = text.dropLast().split(separator: ".", maxSplits: 1)
        let fraction = (parts.count > 1 ? String(parts[1]) : "") + "000"
        return "\"\(parts.first ?? "").\(fraction.prefix(3))Z\""
    }
}
