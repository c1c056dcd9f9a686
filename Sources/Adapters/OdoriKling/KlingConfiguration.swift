package import OdoriDomain

/// Where Kling is, as whom it is spoken to, and for what.
package struct KlingConfiguration: Sendable {
    /// `scheme://host[:port]`; versions and paths are ours to add.
    package var baseURL: String
    /// Its kind chooses the API.
    package var access: KlingAccess
    /// The model's name: `kling-3.0`, `kling-2.6`; in the legacy API `kling-v3`, `kling-v2-6`.
    package var model: String
    /// `720p` or `1080p`; the legacy API says `std` and `pro`.
    package var resolution: String
    /// What the model costs at that resolution.
    package var tariff: Tariff
    /// Micro-dollars that one prepaid unit stands for; nil: bills in units are booked at the worst price.
    package var unitPrice: Int64?
    /// How many operations the account may have open at once; nil: Kling's own refusals are waited for.
    package var slots: Int?
    /// How long one call may take.
    package var callDeadline: Duration

    package init(
        baseURL: String = "https://api-singapore.klingai.com",
        access: KlingAccess,
        model: String,
        resolution: String = "1080p",
        tariff: Tariff,
        unitPrice: Int64? = nil,
        slots: Int? = nil,
        callDeadline: Duration = .seconds(20)
    ) {
        self.baseURL = baseURL
        self.access = access
        self.model = model
        self.resolution = resolution
        self.tariff = tariff
        self.unitPrice = unitPrice
        self.slots = slots
        self.callDeadline = callDeadline
    }

    /// As it stands in documents.
    static let provider = "kling"

    var api: any KlingAPI {
        switch access {
        case .key: KlingCurrentAPI(model: model, resolution: resolution)
        case .pair: KlingLegacyAPI(model: model, resolution: resolution)
        }
    }
}
