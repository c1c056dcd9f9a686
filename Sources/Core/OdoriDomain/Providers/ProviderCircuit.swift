/// `providers/{provider}`: whether a provider is asked at all, as every worker knows it. Pure.
///
/// A provider whose calls fail one after the other is left alone for a while; then one call finds out whether it answers again. An
/// operator may also hold back its orders. A provider without a document is well.
package struct ProviderCircuit: Codable, Sendable, Hashable {
    package private(set) var format = 1
    package let provider: String
    /// Its calls fail; nil while they do not.
    package private(set) var outage: Outage?
    /// An operator wants nothing ordered; nil while nobody minds.
    package private(set) var hold: Hold?

    package init(provider: String) {
        self.provider = provider
    }

    /// Calls failed, and none is made before `probeAt`.
    package struct Outage: Codable, Sendable, Hashable {
        package var since: Timestamp
        /// What the last of them came to.
        package var reason: Operation.Reason
        /// From then on one call finds out whether the provider answers again.
        package var probeAt: Timestamp
        /// How often that was tried without an answer.
        @Tally package var probes: Int
        /// Until then the others wait for what that call finds.
        package var probingUntil: Timestamp?

        enum CodingKeys: String, CodingKey {
            case since, reason, probes
            case probeAt = "probe_at"
            case probingUntil = "probing_until_at"
        }
    }

    /// An operator's wish.
    package struct Hold: Codable, Sendable, Hashable {
        package var since: Timestamp
        package var reason: String
    }

    /// What a stage wants of a provider.
    package enum Call: Sendable {
        /// Something new, which costs money.
        case order
        /// What became of something that was ordered.
        case question
    }

    /// Whether a call may be made now.
    package enum Admission: Sendable, Hashable {
        case open
        /// Yes, and the others wait for what it finds, once `beginProbe` is committed.
        case probe
        case paused(until: Timestamp)
    }

    private static let probeTime = Duration.seconds(60)
    /// How soon those look again who wait for a probe, or for an operator.
    private static let look = Duration.seconds(10)
    private static let shortest: Int64 = 5000
    private static let longest: Int64 = 120_000

    package func admission(of call: Call, now: Timestamp) -> Admission {
        if hold != nil, call == .order { return .paused(until: now + Self.look * 3) }
        guard let outage else { return .open }
        if now < outage.probeAt { return .paused(until: outage.probeAt) }
        if let until = outage.probingUntil, now < until { return .paused(until: min(until, now + Self.look)) }
        return .probe
    }

    package mutating func beginProbe(now: Timestamp) {
        outage?.probingUntil = now + Self.probeTime
    }

    /// The provider is left alone from now on, or for longer. What fails that was begun before says nothing new.
    package mutating func fail(_ reason: OdoriError, now: Timestamp) {
        guard var known = outage else {
            outage = Outage(since: now, reason: .init(reason), probeAt: now + pause(after: 0, at: now), probes: 0)
            return
        }
        guard known.probingUntil != nil else { return }
        known.probes += 1
        known.probingUntil = nil
        known.reason = .init(reason)
        known.probeAt = now + pause(after: known.probes, at: now)
        outage = known
    }

    /// The provider has answered.
    package mutating func recover() {
        outage = nil
    }

    package mutating func hold(because reason: String, now: Timestamp) {
        hold = Hold(since: hold?.since ?? now, reason: reason)
    }

    /// Orders may be placed again, and whoever comes first finds out whether the provider answers.
    package mutating func resume() {
        hold = nil
        outage = nil
    }

    /// Five seconds, then twice as long each time, two minutes at most; spread over half as long again.
    private func pause(after probes: Int, at now: Timestamp) -> Duration {
        let step = min(Self.longest, Self.shortest << Int64(min(max(0, probes), 8)))
        let spread = provider.utf8.reduce(now.milliseconds % 997) { ($0 * 31 + Int64($1)) % 500 }
        return .milliseconds(step + step * spread / 1000)
    }
}

extension ProviderCircuit {
    package var isPaused: Bool { outage != nil || hold != nil }

    /// Since when; nil while it is not paused.
    package var pausedSince: Timestamp? {
        [outage?.since, hold?.since].compactMap(\.self).min()
    }

    /// Why, as a sentence's end; nil while it is not paused.
    package var complaint: String? {
        let texts = [
            hold.map { "an operator paused it at \($0.since.rfc3339): \($0.reason)" },
            outage.map { "its calls fail since \($0.since.rfc3339) (\($0.reason.code): \($0.reason.message))" },
        ]
        let known = texts.compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: "; ")
    }

    enum CodingKeys: String, CodingKey {
        case format, provider, outage, hold
    }
}

extension ProviderCircuit: FormattedDocument {
    package static var currentFormat: Int { 1 }
}
