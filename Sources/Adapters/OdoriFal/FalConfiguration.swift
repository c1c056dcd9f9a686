package import OdoriDomain

/// Where fal is, as whom it is spoken to, and for what.
package struct FalConfiguration: Sendable {
    /// `scheme://host[:port]` of the queue; the only place that follow-up addresses may lead to.
    package var queueURL: String
    /// The model's whole id, which is the path: `fal-ai/kling-video/v3/pro/motion-control`.
    package var model: String
    /// What the model costs.
    package var tariff: Tariff
    /// How many operations the account may have open at once; nil: not limited by us, as fal queues the rest.
    package var slots: Int?
    /// How long one call may take.
    package var callDeadline: Duration
    let key: HiddenKey

    package init(
        queueURL: String = "https://queue.fal.run", key: String, model: String, tariff: Tariff, slots: Int? = nil,
        callDeadline: Duration = .seconds(20)
    ) {
        self.queueURL = queueURL
        self.key = HiddenKey(value: key)
        self.model = model
        self.tariff = tariff
        self.slots = slots
        self.callDeadline = callDeadline
    }

    /// As it stands in documents.
    static let provider = "fal"

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
