package import OdoriDomain

/// Where MiniMax is, as whom it is spoken to, and for what. Since August 2026 it takes no new customers for music.
package struct MiniMaxConfiguration: Sendable {
    /// `scheme://host[:port]`; keys are good in one region only.
    package var baseURL: String
    package var model: String
    /// What a track costs.
    package var tariff: Tariff
    /// How long one call may take: a track takes up to some minutes, and the intent before it holds for three.
    package var callDeadline: Duration
    let key: HiddenKey

    package init(
        baseURL: String = "https://api.minimax.io", key: String, model: String, tariff: Tariff,
        callDeadline: Duration = .seconds(170)
    ) {
        self.baseURL = baseURL
        self.key = HiddenKey(value: key)
        self.model = model
        self.tariff = tariff
        self.callDeadline = callDeadline
    }

    /// As it stands in documents.
    static let provider = "minimax"

    /// A key that shows itself to nobody.
    struct HiddenKey: Sendable, CustomStringConvertible, CustomReflectable {
        let value: String

        var description: String { "(hidden)" }
        var customMirror: Mirror { Mirror(self, children: []) }

        /// A text of the other side's without the key, should it be quoted there.
        func hidden(in text: String) -> String {
            value.isEmpty ? text : text.replacing(value, with: description)
        }
    }
}
