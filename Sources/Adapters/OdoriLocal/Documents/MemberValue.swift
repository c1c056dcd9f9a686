import OdoriDomain

/// A member's value as far as it can be compared: numbers stand before texts, texts in the order of their bytes.
enum MemberValue: Sendable {
    case number(Double)
    case text(ExactText)
    /// The text of an instant, not yet written out.
    case instant(Timestamp)

    /// Nil for a number.
    var text: ExactText? {
        switch self {
        case .number: nil
        case .text(let text): text
        case .instant(let instant): ExactText(instant.rfc3339)
        }
    }
}

extension MemberValue: Comparable {
    static func == (left: MemberValue, right: MemberValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left == right
        case (.instant(let left), .instant(let right)): left == right
        default: left.text == right.text
        }
    }

    static func < (left: MemberValue, right: MemberValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): return left < right
        // Their texts sort as they do.
        case (.instant(let left), .instant(let right)): return left < right
        default:
            guard let left = left.text else { return right.text != nil }
            guard let right = right.text else { return false }
            return left < right
        }
    }
}
