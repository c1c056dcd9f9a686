import Configuration
import Foundation

/// Reads variables one by one and collects what is wrong with them. An empty variable counts as absent.
///
/// Values are read as texts and checked here, because a typed read with a default hides a malformed value.
struct EnvironmentReader {
    private let provider: EnvironmentVariablesProvider
    private(set) var problems: [SettingsProblems.Problem] = []

    init(_ environment: [String: String]) {
        provider = EnvironmentVariablesProvider(
            environmentVariables: environment,
            secretsSpecifier: .specific(Set(SettingKey.all.filter(\.isSecret).map(\.name)))
        )
    }

    mutating func report(_ key: SettingKey, _ detail: String) {
        problems.append(.init(key.name, detail))
    }

    mutating func text(_ key: SettingKey) -> String? {
        do {
            let value = try provider.environmentValue(forName: key.name)?.trimmingWhitespace()
            return value?.isEmpty == false ? value : nil
        } catch {
            report(key, "cannot be read")
            return nil
        }
    }

    /// A text that `isValid` accepts; `expectation` says what that is.
    mutating func text(
        _ key: SettingKey,
        default standard: String,
        _ expectation: String,
        where isValid: (String) -> Bool
    ) -> String {
        guard let text = text(key) else { return standard }
        guard isValid(text) else {
            report(key, "must be \(expectation), not \(text.debugDescription)")
            return standard
        }
        return text
    }

    /// A comma-separated list; its empty parts are left out.
    mutating func list(_ key: SettingKey) -> [String]? {
        text(key)?.split(separator: ",").map { String($0).trimmingWhitespace() }.filter { !$0.isEmpty }
    }

    mutating func integer(_ key: SettingKey, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            report(
                key,
                "must be an integer from \(range.lowerBound) to \(range.upperBound), not \(text.debugDescription)"
            )
            return nil
        }
        return number
    }

    mutating func seconds(
        _ key: SettingKey,
        in range: ClosedRange<Double>,
        default standard: Duration
    ) -> Duration {
        guard let text = text(key) else { return standard }
        guard let number = Double(text), range.contains(number) else {
            let bounds = "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
            report(key, "must be a number of seconds from \(bounds), not \(text.debugDescription)")
            return standard
        }
        return .milliseconds(Int64((number * 1000).rounded()))
    }

    /// One of a type's words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: SettingKey,
        default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        guard let text = text(key) else { return standard }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            report(key, "must be one of \(words), not \(text.debugDescription)")
            return standard
        }
        return choice
    }
}

extension String {
    func trimmingWhitespace() -> String {
        trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
