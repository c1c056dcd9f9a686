import OdoriDomain
import Synchronization

/// Tokens whose signature was found good a short while ago: a queue uses one for many pushes, and checking a signature costs more
/// than all else that lets a push in.
final class VerifiedTokens: Sendable {
    private static let most = 64

    private struct Life {
        var from: Timestamp
        var until: Timestamp
    }

    private let known = Mutex<[String: Life]>([:])

    /// Whether this very token was verified before, and time has not overtaken that.
    func holds(_ token: String, at now: Timestamp) -> Bool {
        known.withLock { known in
            guard let life = known[token] else { return false }
            return life.from <= now && now < life.until
        }
    }

    /// Remembers a token that was verified in full.
    ///
    /// - Parameter until: when it, or the key that proved it, has run out.
    func remember(_ token: String, from now: Timestamp, until: Timestamp) {
        known.withLock { known in
            if known.count >= Self.most { known = known.filter { now < $0.value.until } }
            if known.count >= Self.most { known = [:] }
            known[token] = Life(from: now, until: until)
        }
    }
}
