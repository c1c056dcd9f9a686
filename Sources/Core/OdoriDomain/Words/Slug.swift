import Foundation

/// A name made safe for ids and object names: `[a-z0-9_]{1,40}`.
package struct Slug: TextIdentifier {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (1...40).contains(rawValue.utf8.count) else { return nil }
        guard rawValue.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789_".utf8.contains($0) }) else {
            return nil
        }
        self.rawValue = rawValue
    }

    private init(unchecked: String) {
        rawValue = unchecked
    }

    /// Transliterates a displayed name; what leaves nothing behind becomes `character`.
    package init(name: String) {
        let latin = name.applyingTransform(.toLatin, reverse: false) ?? name
        let plain = latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
        let words = plain.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var text = words.joined(separator: "_").prefix(40)
        while text.last == "_" { text.removeLast() }
        self.init(unchecked: text.isEmpty ? "character" : String(text))
    }
}
