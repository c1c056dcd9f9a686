import OdoriDomain
package import OdoriPorts

/// The developer API's keys, of which one is used until its quota is: then the next, as long as there is one.
///
/// Quotas are counted by project and model, so a key rests for the model that was refused. What is known of keys is this process's
/// own: after a restart a key that rests is refused once more, which costs nothing.
package actor GeminiKeys {
    private let keys: [GeminiKey]
    private let clock: any WallClock
    private var rests: [Rest: Timestamp] = [:]
    private var refused: [Int: Timestamp] = [:]

    /// A key that was not taken is tried again after this: an operator may have mended it.
    private static let refusalRest = Duration.seconds(600)

    private struct Rest: Hashable {
        var key: Int
        var model: String
    }

    package init(_ keys: [String], clock: any WallClock) {
        self.keys = keys.map(GeminiKey.init)
        self.clock = clock
    }

    nonisolated var count: Int { keys.count }

    /// The first key that may be used for a model.
    ///
    /// - Throws: `throttled` until the first one may be used again; `provider_refused` when none of them was taken.
    func next(for model: String) throws -> (index: Int, key: GeminiKey) {
        let now = clock.now
        for (index, key) in keys.enumerated() where until(index, model) <= now { return (index, key) }
        if keys.indices.allSatisfy({ (refused[$0] ?? now) > now }) {
            throw OdoriError(.providerRefused, "Gemini takes none of the \(keys.count) keys")
        }
        let first = keys.indices.map { until($0, model) }.min() ?? now
        throw OdoriError(
            .providerUnavailable, "the quota for \(model) is used up under every key",
            .throttled(retryAfter: first.duration(since: now)))
    }

    private func until(_ index: Int, _ model: String) -> Timestamp {
        max(rests[Rest(key: index, model: model)] ?? clock.now, refused[index] ?? clock.now)
    }

    /// A key's quota for a model is used up for so long.
    func rest(_ index: Int, model: String, for duration: Duration) {
        rests[Rest(key: index, model: model)] = clock.now + duration
    }

    /// A key was not taken.
    func refuse(_ index: Int) {
        refused[index] = clock.now + Self.refusalRest
    }
}

/// A key that shows itself to nobody.
struct GeminiKey: Sendable, CustomStringConvertible, CustomReflectable {
    let value: String

    var description: String { "(hidden)" }
    var customMirror: Mirror { Mirror(self, children: []) }

    init(_ value: String) {
        self.value = value
    }

    /// A text of the other side's without the key, should it be quoted there.
    func hidden(in text: String) -> String {
        value.isEmpty ? text : text.replacing(value, with: description)
    }
}
