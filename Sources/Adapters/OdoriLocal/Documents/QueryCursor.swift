import Foundation
import OdoriDomain

/// The place of a document in a query's order: its value, then its path. As a text it is what pages hand out.
struct QueryCursor: Sendable, Comparable {
    let value: MemberValue
    let path: ExactText

    init(value: MemberValue, path: ExactText) {
        self.value = value
        self.path = path
    }

    static func < (left: QueryCursor, right: QueryCursor) -> Bool {
        (left.value, left.path) < (right.value, right.path)
    }

    private struct Form: Codable {
        var number: Double?
        var text: String?
        var path: String
    }

    /// Throws `cursor_invalid` for a text that no page gave.
    init(text: String) throws(OdoriError) {
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
            .padding(toLength: (text.count + 3) / 4 * 4, withPad: "=", startingAt: 0)
        guard let data = Data(base64Encoded: padded), let form = try? JSONDecoder().decode(Form.self, from: data) else {
            throw OdoriError(.cursorInvalid, "not a cursor")
        }
        switch (form.number, form.text) {
        case (let number?, nil): value = .number(number)
        case (nil, let text?): value = .text(ExactText(text))
        default: throw OdoriError(.cursorInvalid, "not a cursor")
        }
        path = ExactText(form.path)
    }

    /// Letters, digits, `-` and `_`: fits into a URL as it is.
    var text: String {
        var form = Form(path: path.text)
        if case .number(let number) = value { form.number = number }
        form.text = value.text?.text
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // A number from JSON text is finite and a text is Unicode, so encoding cannot fail; an empty text would be refused as a cursor.
        let data = (try? encoder.encode(form)) ?? Data()
        return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
