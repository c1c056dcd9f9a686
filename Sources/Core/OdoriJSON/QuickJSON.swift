package import Foundation

/// Writes values as JSON, byte for byte as the system's encoder does with sorted keys and plain slashes, in a fraction of its time:
/// every commit of the engine writes documents of some ten kilobytes.
///
/// `Data` becomes base64. Of dates and URLs it knows nothing.
package enum QuickJSON {
    /// - Throws: `EncodingError` for a number that JSON does not have, or a value that encodes nothing; what the value itself throws.
    package static func encode(_ value: some Encodable) throws -> Data {
        let output = JSONOutput()
        try output.write(value, in: nil)
        return output.data
    }
}

extension JSONOutput {
    /// Appends any value.
    ///
    /// - Throws: as `QuickJSON.encode`.
    package func write(encoding value: some Encodable) throws {
        try write(value, in: nil)
    }

    func write<Value: Encodable>(_ value: Value, in parent: JSONFrame?, as key: (any CodingKey)? = nil) throws {
        if Value.self == String.self, let text = value as? String { return write(text) }
        if Value.self == Data.self, let data = value as? Data { return write(data.base64EncodedString()) }
        let frame = JSONFrame(output: self, parent: parent, key: key)
        try value.encode(to: frame)
        guard frame.kind != .empty else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: frame.codingPath, debugDescription: "\(Value.self) encodes nothing"))
        }
        try frame.finish()
    }

    package func write(_ text: String) {
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

    package func write(_ number: Int) {
        plain(String(number))
    }

    func write(_ number: some BinaryInteger) {
        plain(String(number))
    }

    package func write(_ isTrue: Bool) {
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
