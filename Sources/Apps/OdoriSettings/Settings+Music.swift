import OdoriDomain

extension Settings {
    /// Who composes.
    package enum Music: String, Sendable, CaseIterable {
        case studio
        case miniMax = "minimax"
        case lyria
    }

    /// How MiniMax is reached.
    package struct MiniMax: Sendable, Hashable {
        /// Nil where it is not configured; only the worker needs it.
        package var key: Secret?
        package var model: String
        /// Without a trailing slash.
        package var baseURL: String

        var product: PriceTable.Product {
            PriceTable.Product(provider: "minimax", model: model, resolution: "track")
        }
    }

    /// Google's Lyria, which takes Gemini's keys or Google Cloud's credentials, at Gemini's address.
    package struct Lyria: Sendable, Hashable {
        package var model: String

        var product: PriceTable.Product {
            PriceTable.Product(provider: "lyria", model: model, resolution: "track")
        }
    }
}

extension Settings.MiniMax {
    init(_ reader: inout EnvironmentReader) {
        key = reader.providerKey(.miniMaxKey)
        model = reader.text(.miniMaxModel, default: "music-3.0", "a model's name") { text in
            text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        }
        baseURL = reader.baseURL(.miniMaxURL) ?? "https://api.minimax.io"
    }
}

extension Settings.Lyria {
    init(_ reader: inout EnvironmentReader) {
        model = reader.text(.lyriaModel, default: "lyria-3.5", "a model's id") { text in
            text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        }
    }
}
