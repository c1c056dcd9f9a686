extension Settings {
    /// Whether providers are given addresses to tell of their operations, and what those are signed with.
    package struct Callbacks: Sendable, Hashable {
        package var use: Use
        /// Nil: embedded mode uses `LocalSecrets.secret(named:)`; in cloud mode there are then no callbacks.
        package var secret: Secret?

        /// When providers are given addresses.
        package enum Use: String, Sendable, CaseIterable {
            /// Where they can be reached over https.
            case auto
            /// Over http as well, for tests on one machine.
            case always
            case never
        }
    }

    /// What those addresses are signed with; nil where none are checked.
    package func callbackSecret(_ local: LocalSecrets) throws -> Secret? {
        if let secret = providers.callbacks.secret { return secret }
        return mode == .embedded ? try local.secret(named: "callbacks") : nil
    }

    /// Providers are given addresses for callbacks.
    package var handsOutCallbacks: Bool {
        guard let url = api.publicURL, mode == .embedded || providers.callbacks.secret != nil else { return false }
        return switch providers.callbacks.use {
        case .auto: url.hasPrefix("https://")
        case .always: true
        case .never: false
        }
    }
}

extension Settings.Callbacks {
    init(_ reader: inout EnvironmentReader) {
        use = reader.choice(.callbacks, default: Use.auto)
        secret = reader.text(.callbackSecret).map { Secret($0) }
    }
}
