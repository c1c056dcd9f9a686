import OdoriJSON
import Foundation
import OdoriDomain
import OdoriPorts

/// The place of a document in a query's order: its value, then its path. As a text it is what pages hand out.
struct FirestoreCursor: Codable {
    var value: TypedScalar
    var path: String

    /// Nil for a document that has no place in the order.
    init?(_ document: FoundDocument, _ root: String) {
        guard let value = document.orderValue else { return nil }
        self.value = value
        path = String(decoding: document.name.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }

    /// Throws `cursor_invalid` for a text that no page gave.
    init(_ text: String) throws(OdoriError) {
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
            .padding(toLength: (text.count + 3) / 4 * 4, withPad: "=", startingAt: 0)
        guard let data = Data(base64Encoded: padded), let read = try? JSONDecoder().decode(Self.self, from: data),
            read.isPossible
        else {
            throw OdoriError(.cursorInvalid, "not a cursor")
        }
        self = read
    }

    private var isPossible: Bool {
        let isValue =
            switch value.type {
            case "integerValue": Int64(value.text) != nil
            case "doubleValue": Double(value.text)?.isFinite == true
            case "timestampValue": value.text.hasSuffix("Z") && Timestamp(rfc3339: value.text) != nil
            default: value.type == "stringValue"
            }
        return isValue && DocumentName.isPath(path, parts: 0)
    }

    /// Letters, digits, `-` and `_`: fits into a URL as it is.
    var text: String {
        // Texts always encode; an empty text would be refused as a cursor.
        let data = (try? QuickJSON.encode(self)) ?? Data()
        return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
