package import Foundation

/// Writes values as JSON, byte for byte as the system's encoder does with sorted keys and plain slashes, in a fraction of its time:
/// every commit of the engine writes documents of some ten kilobytes.
///
/// `Data` becomes base64. Of dates and URLs it knows nothing: documents hold instants as `Timestamp`.
package enum QuickJSON {
    /// - Throws: `EncodingError` for a number that JSON does not have, or a value that encodes nothing; what the value itself throws.
    package static func encode(_ value: some Encodable) throws -> Data {
        let output = JSONOutput()
        try output.write(value, in: nil)
        return output.data
    }

    /// As `encode`, for one document that changes little from time to time.
    ///
    /// - Parameter pieces: what is left of the last time; it never changes what is written.
    package static func encode(_ value: some Encodable, reusing pieces: inout JSONPieces) throws -> Data {
        let output = JSONOutput(capacity: 16384)
        // Whoever changes pieces has them alone, or all of them are copied.
        output.pieces = exchange(&pieces, with: JSONPieces())
        defer { output.pieces.take().map { pieces = $0 } }
        try output.write(value, in: nil)
        return output.data
    }
}

extension JSONOutput {
    /// Appends any value, whole.
    func write<Value: Encodable>(_ value: Value, in parent: JSONFrame?, as key: (any CodingKey)? = nil) throws {
        if Value.self == String.self, let text = value as? String { return write(text) }
        if Value.self == Timestamp.self, let instant = value as? Timestamp { return write(instant.rfc3339) }
        if Value.self == Data.self, let data = value as? Data { return write(data.base64EncodedString()) }
        guard try !writePiece(value, in: parent) else { return }
        try write(whole: value, in: parent, as: key)
    }

    /// Appends a value that is kept in pieces, where they are kept; false for any other.
    private func writePiece<Value: Encodable>(_ value: Value, in parent: JSONFrame?) throws -> Bool {
        // Taken out, so that they are changed in place.
        guard var known = pieces.take() else { return false }
        defer { pieces = known }
        if Value.self == [StageID: StageRecord].self, let stages = value as? [StageID: StageRecord] {
            try write(stages, known: &known.records, in: parent)
        } else if Value.self == [StageID: StageView].self, let stages = value as? [StageID: StageView] {
            try write(stages, known: &known.views, in: parent)
        } else if Value.self == StageGraph.self, let graph = value as? StageGraph {
            try write(graph, known: &known.graph, in: parent)
        } else {
            return false
        }
        return true
    }

    /// Appends any value by asking it.
    func write<Value: Encodable>(
        whole value: Value, in parent: JSONFrame?, as key: (any CodingKey)?
    ) throws {
        let frame = JSONFrame(output: self, parent: parent, key: key)
        try value.encode(to: frame)
        guard frame.kind != .empty else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: frame.codingPath, debugDescription: "\(Value.self) encodes nothing"))
        }
        try frame.finish()
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            append(UInt8(ascii: "\""))
            // Most texts hold nothing to escape and are copied as they are.
            if utf8.contains(where: Self.mustBeEscaped) {
                for byte in utf8 { escape(byte) }
            } else {
                append(utf8)
            }
            append(UInt8(ascii: "\""))
        }
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            append(UInt8(ascii: "\\"))
            append(byte)
        case 0x08: plain(#"\b"#)
        case 0x09: plain(#"\t"#)
        case 0x0A: plain(#"\n"#)
        case 0x0C: plain(#"\f"#)
        case 0x0D: plain(#"\r"#)
        case ..<0x20: plain(#"\u00\#(byte < 0x10 ? "0" : "")\#(String(byte, radix: 16))"#)
        default: append(byte)
        }
    }

    /// Appends a text as it is, without quotes.
    func plain(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    func write(_ number: some BinaryInteger) {
        plain(String(number))
    }

    func write(_ isTrue: Bool) {
        plain(isTrue ? "true" : "false")
    }

    func writeNull() {
        plain("null")
    }

    func write(_ number: some BinaryFloatingPoint & LosslessStringConvertible, in frame: JSONFrame) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, .init(codingPath: frame.codingPath, debugDescription: "JSON has no \(number)"))
        }
        let text = number.description
        plain(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }
}
