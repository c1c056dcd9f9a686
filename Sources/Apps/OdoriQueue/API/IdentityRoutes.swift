import Hummingbird

/// How verifiers find the issuer and the key of the tokens that pushes carry, and whether the server is well.
struct IdentityRoutes: Sendable {
    private struct Discovery: Encodable {
        let issuer: String
        let jwks_uri: String
        let response_types_supported = ["id_token"]
        let subject_types_supported = ["public"]
        let id_token_signing_alg_values_supported = ["RS256"]
    }

    private struct KeySet: Encodable {
        let keys: [JWK]
    }

    private struct Status: Encodable {
        let status = "ok"
    }

    let key: SigningKey
    let baseURL: Promise<String>
    let store: TaskStore

    func add(to router: Router<some RequestContext>) {
        router.get(".well-known/openid-configuration") { _, _ in
            let issuer = try await baseURL.value
            return try JSONAnswer.make(Discovery(issuer: issuer, jwks_uri: "\(issuer)/.well-known/jwks.json"))
        }
        router.get(".well-known/jwks.json") { _, _ in
            var answer = try JSONAnswer.make(KeySet(keys: [try key.publicJWK()]))
            answer.headers[.cacheControl] = "public, max-age=300"
            return answer
        }
        router.get("health") { _, _ in
            try JSONAnswer.make(Status())
        }
        router.get("ready") { _, _ in
            try await store.verifyWritable()
            return try JSONAnswer.make(Status())
        }
    }
}
