package import OdoriDomain

/// Where Gemini is, and for what it is asked.
package struct GeminiConfiguration: Sendable {
    package var place: Place
    package var text: Model
    package var images: Model
    /// The vendor's `imageConfig.imageSize`: `1K`, `2K` or `4K`.
    package var imageSize: String
    /// The vendor's `thinkingConfig.thinkingLevel` of texts; nil leaves it to the model.
    package var thinkingLevel: String?
    /// How long one call may take, upload and answer included. Below the engine's three minutes for a paid call.
    package var callDeadline: Duration
    /// Between two looks at a file that is being taken in.
    package var filePoll: Duration

    package init(
        place: Place, text: Model, images: Model, imageSize: String = "2K", thinkingLevel: String? = "LOW",
        callDeadline: Duration = .seconds(150), filePoll: Duration = .seconds(1)
    ) {
        self.place = place
        self.text = text
        self.images = images
        self.imageSize = imageSize
        self.thinkingLevel = thinkingLevel
        self.callDeadline = callDeadline
        self.filePoll = filePoll
    }

    /// The two doors to the same models.
    package enum Place: Sendable, Hashable {
        /// `baseURL` without a trailing slash; `version` is `v1beta` or `v1`.
        case developer(baseURL: String, version: String)
        /// `baseURL` nil: by the location.
        case vertex(baseURL: String?, project: String, location: String)
    }

    /// A model, and what it costs.
    package struct Model: Sendable, Hashable {
        /// The vendor's id.
        package var id: String
        /// The most that a call costs.
        package var tariff: Tariff
        /// Nil: every call counts at its worst price.
        package var tokens: TokenPrices?

        package init(id: String, tariff: Tariff, tokens: TokenPrices? = nil) {
            self.id = id
            self.tariff = tariff
            self.tokens = tokens
        }
    }

    /// As it stands in documents.
    static let provider = "gemini"
}

extension GeminiConfiguration.Place {
    /// Where a model's content is generated.
    func generating(with model: String) -> String {
        switch self {
        case .developer(let base, let version): "\(base)/\(version)/models/\(model):generateContent"
        case .vertex(let base, let project, let location):
            "\(base ?? Self.host(of: location))/v1/projects/\(project)/locations/\(location)"
                + "/publishers/google/models/\(model):generateContent"
        }
    }

    /// Where the newer API is, which music models speak. Vertex AI has it under a version of its own.
    var interacting: String {
        switch self {
        case .developer(let base, let version): "\(base)/\(version)/interactions"
        case .vertex(let base, let project, let location):
            "\(base ?? Self.host(of: location))/v1beta1/projects/\(project)/locations/\(location)/interactions"
        }
    }

    private static func host(of location: String) -> String {
        switch location {
        case "global": "https://aiplatform.googleapis.com"
        case "us", "eu": "https://aiplatform.\(location).rep.googleapis.com"
        default: "https://\(location)-aiplatform.googleapis.com"
        }
    }
}
