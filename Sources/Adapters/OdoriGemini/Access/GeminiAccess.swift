import NIOHTTP1
import OdoriDomain
package import OdoriGoogleAuth

/// As whom Gemini is spoken to.
package enum GeminiAccess: Sendable {
    /// The developer API.
    case keys(GeminiKeys)
    /// Vertex AI.
    case tokens(any AccessTokens)

    /// How many doors may be tried before a call is given up: each key once; a token that was refused is replaced once.
    var tries: Int {
        switch self {
        case .keys(let keys): max(1, keys.count)
        case .tokens: 2
        }
    }

    /// What one request carries.
    func pass(for model: String) async throws -> GeminiPass {
        switch self {
        case .keys(let keys):
            let (index, key) = try await keys.next(for: model)
            return GeminiPass(proof: .key(key, index))
        case .tokens(let tokens): return GeminiPass(proof: .token(try await tokens.current()))
        }
    }

    /// Notes what a refusal says of the pass; true when another one may do better at once.
    func note(_ failure: GeminiFailure, of pass: GeminiPass, model: String) async -> Bool {
        switch (self, pass.proof) {
        case (.keys(let keys), .key(_, let index)):
            if let rest = failure.quotaRest {
                await keys.rest(index, model: model, for: rest)
                return true
            }
            if failure.isAboutTheKey {
                await keys.refuse(index)
                return true
            }
            return false
        case (.tokens(let tokens), .token(let token)) where failure.status == 401:
            await tokens.refused(token)
            return true
        default: return false
        }
    }
}

/// Proves who calls, for one request; never a part of an address.
struct GeminiPass: Sendable {
    enum Proof: Sendable {
        case key(GeminiKey, Int)
        case token(AccessToken)
    }

    let proof: Proof

    var headers: [(name: String, value: String)] {
        switch proof {
        case .key(let key, _): [("x-goog-api-key", key.value)]
        case .token(let token):
            [("Authorization", "Bearer \(token.value)")]
                + (token.quotaProject.map { [("x-goog-user-project", $0)] } ?? [])
        }
    }

    /// A text without what proves it.
    func hidden(in text: String) -> String {
        switch proof {
        case .key(let key, _): key.hidden(in: text)
        case .token(let token): GeminiKey(token.value).hidden(in: text)
        }
    }
}
