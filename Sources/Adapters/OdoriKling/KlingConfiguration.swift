package import OdoriDomain

/// Where Kling is, as whom it is spoken to, and for what.
package struct KlingConfiguration: Sendable {
    /// `scheme://host[:port]`; versions and paths are ours to add.
    package var baseURL: String
    /// The model's name as it stands in the path: `kling-3.0`, `kling-2.6`.
    package var model: String
    /// The vendor's `settings.resolution`: `720p` or `1080p`.
    package var resolution: String
    /// What the model costs at that resolution.
    package var tariff: Tariff
    /// How long one call may take.
    package var callDeadline: Duration
    let key: APIKey

    /// - Parameter key: an API key of the console (not the older pair of access key and secret key).
    package init(
        baseURL: String = "https://api-singapore.klingai.com",
        key: String,
        model: String,
        resolution: String = "1080p",
        tariff: Tariff,
        callDeadline: Duration = .seconds(20)
    ) {
        self.baseURL = baseURL
        self.key = APIKey(value: key)
        self.model = model
        self.resolution = resolution
        self.tariff = tariff
        self.callDeadline = callDeadline
    }

    /// As it stands in documents.
    static let provider = "kling"

    /// A key that shows itself to nobody.
    struct APIKey: Sendable, CustomStringConvertible, CustomReflectable {
        let value: String

        var description: String { "(hidden)" }
        var customMirror: Mirror { Mirror(self, children: []) }

        /// A text of the other side's without the key, should it be quoted there.
        func hidden(in text: String) -> String {
            value.isEmpty ? text : text.replacing(value, with: description)
        }
    }
}
