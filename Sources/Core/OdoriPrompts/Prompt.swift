import Foundation
import OdoriDomain

/// What is said to a provider for one piece of work.
package struct Prompt: Sendable, Hashable {
    /// What holds for all work of the kind; nil where there is nothing of the sort.
    package var rules: String?
    package var text: String

    package init(rules: String? = nil, _ text: String) {
        self.rules = rules
        self.text = text
    }

    /// SHA-256 of all that is said, as documents keep it.
    package var hash: String {
        hexSHA256(Data("\(rules ?? "")\n\n\(text)".utf8))
    }
}

/// Every prompt of ours, in one place: templates to read, and how they are filled.
package enum Prompts {
    /// What every picture is held to.
    package static let pictureRules = """
        You draw one original, fictional adult character for a dance video. The character is clearly a grown-up with the face \
        and proportions of an adult. Clothes are tasteful stage and street fashion; beach looks are sporty, editorial beachwear. \
        The character resembles no real person and no figure of an existing work. No text, letters, logos or watermarks in the \
        picture unless a text is asked for. One figure only, hands and feet complete.
        """

    /// What transfers motion is told.
    package static let motion = Prompt(
        """
        A dancer performs a choreography with confident, precise movements. The whole figure stays in the picture; steady vertical \
        framing, even stage light.
        """)
}
