import Foundation

/// What is set in an environment, for people to look at: secrets are masked.
package struct SettingsListing: Sendable {
    package let lines: [Line]

    /// One variable as shown.
    package struct Line: Sendable, Hashable {
        package var name: String
        package var summary: String
        /// Nil when it is not set; `(hidden)` for a secret.
        package var value: String?
    }

    /// This process's environment.
    package static func read() -> SettingsListing {
        SettingsListing(environment: ProcessInfo.processInfo.environment)
    }

    package init(environment: [String: String]) {
        lines = SettingKey.all.map { key in
            let value = environment[key.name].flatMap { $0.isEmpty ? nil : $0 }
            let shown = key.isSecret ? value.map { Secret($0).description } : value
            return Line(name: key.name, summary: key.summary, value: shown)
        }
    }
}
