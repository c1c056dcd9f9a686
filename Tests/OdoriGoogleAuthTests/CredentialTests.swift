import AsyncHTTPClient
import CryptoExtras
import Foundation
import OdoriDomain
import OdoriJudges
import OdoriPorts
import OdoriTesting
import Synchronization
import Testing

@testable import OdoriGoogleAuth

@Suite("credentials", .timeLimit(.minutes(2)))
struct CredentialTests {
    private static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048).pkcs8PEMRepresentation }

    private static func account(_ address: String) throws -> [String: String] {
        [
            "type": "service_account", "client_email": "odori@p1.iam.gserviceaccount.com", "private_key_id": "k1",
            "private_key": try key.get(), "token_uri": "http://\(address)/token", "project_id": "p1",
            "client_id": "1", "universe_domain": "googleapis.com",
        ]
    }

    private static func user(_ address: String) -> [String: String] {
        [
            "type": "authorized_user", "client_id": "client", "client_secret": "s&cret+",
            "refresh_token": "1//re=fresh",
            "token_uri": "http://\(address)/token", "quota_project_id": "counted",
        ]
    }

    private func withFile(_ content: [String: String], _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-\(UUID().uuidString).json")
        try JSONEncoder().encode(content).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    private func find(_ places: GoogleCredentials.Places, clock: ManualClock = ManualClock()) async throws
        -> GoogleCredentials
    {
        try await GoogleCredentials.find(places, http: Self.http, clock: clock)
    }

    /// The parts of a token's claims that do not depend on the time.
    private func claims(_ assertion: String?) throws -> [String: String] {
        let parts = try #require(assertion).split(separator: ".").map(String.init)
        let text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let data = try #require(Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)))
        let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        var claims = object.mapValues { "\($0)" }
        claims["life"] = "\((object["exp"] as? Int ?? 0) - (object["iat"] as? Int ?? 0))"
        claims["exp"] = nil
        claims["iat"] = nil
        return claims
    }

    @Test("a service account's key is exchanged for a token by the very request that google-auth makes")
    func serviceAccount() async throws {
        let server = TokenServer()
        try await server.serving { address in
            try await withFile(Self.account(address)) { file in
                let credentials = try await find(.init(file: file))
                #expect(try await credentials.tokens.current().value == "token-1")
                #expect(try await credentials.project() == "p1")
                #expect(try await credentials.signer?.email() == "odori@p1.iam.gserviceaccount.com")
                #expect(try await Command.python("credentials.py", ["file", file]) == "token-2 p1")
                let asked = server.asked
                #expect(asked.count == 2)
                #expect(asked.first?.form["grant_type"] == asked.last?.form["grant_type"])
                #expect(asked.first?.form.keys.sorted() == asked.last?.form.keys.sorted())
                let ours = try claims(asked.first?.form["assertion"])
                #expect(try ours == claims(asked.last?.form["assertion"]))
                #expect(ours["life"] == "3600" && ours["aud"] == "https://oauth2.googleapis.com/token")
            }
        }
    }

    @Test("a token that the key signed itself says what google-auth's says, and asks nobody")
    func selfSigned() async throws {
        let server = TokenServer()
        try await server.serving { address in
            try await withFile(Self.account(address)) { file in
                let credentials = try await GoogleCredentials.find(
                    .init(file: file), http: Self.http, clock: ManualClock(), isSelfSigned: true)
                let token = try await credentials.tokens.current().value
                let official = try await Command.python("credentials.py", ["self-signed", file])
                #expect(try claims(token) == claims(official))
                #expect(server.asked.isEmpty)
            }
        }
    }

    @Test(
        "a person's refresh token is exchanged by the fields that google-auth sends, and calls are counted for the quota project"
    )
    func authorizedUser() async throws {
        let server = TokenServer()
        try await server.serving { address in
            try await withFile(Self.user(address)) { file in
                let credentials = try await find(.init(userFile: file))
                let token = try await credentials.tokens.current()
                #expect(token.value == "token-1" && token.quotaProject == "counted")
                #expect(credentials.signer == nil)
                #expect(try await Command.python("credentials.py", ["file", file]).hasPrefix("token-2"))
                let official = try #require(server.asked.last)
                let ours = try #require(server.asked.first)
                for field in ["grant_type", "client_id", "client_secret", "refresh_token"] {
                    #expect(ours.form[field] == official.form[field] && ours.form[field] != nil, "\(field)")
                }
            }
        }
    }

    @Test(
        "a person's file names no project: gcloud's own setting does, as google-auth finds by asking gcloud",
        Judges.calls("gcloud"), arguments: ["default", "work"])
    func gcloudProject(_ configuration: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "odori-gcloud-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let configurations = folder.appending(path: "configurations")
        try FileManager.default.createDirectory(at: configurations, withIntermediateDirectories: true)
        let file = folder.appending(path: "application_default_credentials.json")
        try JSONEncoder().encode(Self.user("127.0.0.1:1")).write(to: file)
        let written =
            "[compute]\nproject = not-this\n[core]\naccount = a@p1.example\nproject = mine-at-\(configuration)\n"
        try Data(written.utf8).write(to: configurations.appending(path: "config_\(configuration)"))
        try Data(configuration.utf8).write(to: folder.appending(path: "active_config"))
        let ours = try await find(.init(userFile: file.path)).project()
        #expect(ours == "mine-at-\(configuration)")
        let environment = [
            "CLOUDSDK_CONFIG": folder.path, "GOOGLE_APPLICATION_CREDENTIALS": "", "GOOGLE_CLOUD_PROJECT": "",
            "GCLOUD_PROJECT": "",
        ]
        #expect(try await Command.python("credentials.py", ["project"], environment: environment) == ours)
    }

    @Test("where no file is, the metadata server gives tokens, project and account, asked as google-auth asks")
    func metadata() async throws {
        let server = TokenServer()
        try await server.serving { address in
            let credentials = try await find(.init(userFile: "/nowhere.json", metadataHost: address))
            #expect(try await credentials.tokens.current().value == "token-1")
            #expect(try await credentials.project() == "project-of-the-machine")
            #expect(try await credentials.signer?.email() == "machine@p1.iam.gserviceaccount.com")
            let official = try await Command.python(
                "credentials.py", ["default"],
                environment: [
                    "GCE_METADATA_HOST": address, "GCE_METADATA_IP": address, "GCE_METADATA_ROOT": address,
                    "CLOUDSDK_CONFIG": "/nowhere", "GOOGLE_APPLICATION_CREDENTIALS": "", "GOOGLE_CLOUD_PROJECT": "",
                ])
            #expect(official == "token-2 project-of-the-machine")
            #expect(server.asked.allSatisfy { $0.flavour == "Google" })
            let requests = server.tokenRequests.map { $0.path.removingPercentEncoding }
            #expect(requests.count == 2 && requests.first == requests.last)
        }
    }

    @Test("the file that is named comes first, whatever else there is")
    func order() async throws {
        let server = TokenServer()
        try await server.serving { address in
            try await withFile(Self.account(address)) { account in
                try await withFile(Self.user(address)) { user in
                    let places = GoogleCredentials.Places(file: account, userFile: user, metadataHost: address)
                    let project = try await find(places).project()
                    #expect(project == "p1")
                    #expect(server.asked.isEmpty)
                }
            }
        }
    }

    @Test(
        "what cannot be used is said at once, and why",
        arguments: [
            (["type": "external_account"], "credentials_unsupported"), (["type": "strange"], "credentials_invalid"),
            (["type": "service_account", "client_email": "a"], "credentials_invalid"),
            (
                ["type": "service_account", "client_email": "a", "private_key": "x", "private_key_id": "k"],
                "credentials_invalid"
            ),
        ]
    )
    func unusable(_ content: [String: String], _ code: String) async throws {
        try await withFile(content) { file in
            let error = await #expect(throws: OdoriError.self) { try await find(.init(file: file)) }
            #expect(error?.code.rawValue == code && error?.kind == .permanent)
        }
        let none = await #expect(throws: OdoriError.self) {
            try await find(.init(userFile: "/nowhere.json", skipsMetadata: true))
        }
        #expect(none?.code == "credentials_missing")
    }
}

@Suite("tokens that are kept", .timeLimit(.minutes(1)))
struct CachedTokenTests {
    private static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: GoogleCaller.clientConfiguration)

    private func with(
        _ body: @escaping @Sendable (CachedTokens, TokenServer, ManualClock) async throws -> Void
    ) async throws {
        let server = TokenServer()
        let clock = ManualClock()
        try await server.serving { address in
            let endpoint = TokenEndpoint(http: Self.http, clock: clock)
            try await body(CachedTokens(MetadataServer(host: address, endpoint: endpoint), clock: clock), server, clock)
        }
    }

    @Test("one request serves all who wait; the next comes 3 min 45 s before the token's end")
    func early() async throws {
        try await with { tokens, server, clock in
            try await withThrowingTaskGroup { group in
                for _ in 0..<32 { group.addTask { try await tokens.current().value } }
                for try await value in group { #expect(value == "token-1") }
            }
            clock.advance(by: .seconds(3600 - 226))
            #expect(try await tokens.current().value == "token-1")
            clock.advance(by: .seconds(2))
            #expect(try await tokens.current().value == "token-2")
            #expect(server.asked.count == 2)
        }
    }

    @Test("a refused token is not given again; a life written as a text is understood")
    func refused() async throws {
        try await with { tokens, server, _ in
            server.state.withLock { $0.answers = [(200, #"{"access_token":"first","expires_in":"3600"}"#)] }
            let first = try await tokens.current()
            #expect(first.value == "first")
            await tokens.refused(first)
            #expect(try await tokens.current().value == "token-2")
            await tokens.refused(first)
            #expect(try await tokens.current().value == "token-2")
        }
    }

    @Test("a server that cannot answer is asked again; one that refuses is not")
    func repeated() async throws {
        try await with { tokens, server, clock in
            server.state.withLock { $0.answers = [(503, ""), (400, #"{"error":"server_error"}"#)] }
            let value = Task { try await tokens.current().value }
            for _ in 0..<2 {
                await clock.waitForSleepers()
                clock.advanceToNextWake()
            }
            #expect(try await value.value == "token-3")
            await tokens.refused(try await tokens.current())
            server.state.withLock { $0.answers = [(400, #"{"error":"invalid_grant","error_description":"gone"}"#)] }
            let error = await #expect(throws: OdoriError.self) { try await tokens.current() }
            #expect(error?.code == "token_refused" && error?.message.contains("gone") == true)
        }
    }

    @Test("while the old token is good, a server that gives no new one is no error")
    func fallBack() async throws {
        try await with { tokens, server, clock in
            let first = try await tokens.current().value
            #expect(first == "token-1")
            clock.advance(by: .seconds(3500))
            server.state.withLock { $0.answers = [(403, "{}"), (403, "{}")] }
            #expect(try await tokens.current().value == "token-1")
            #expect(try await tokens.current().value == "token-1")
            #expect(server.asked.count == 2)
            clock.advance(by: .seconds(95))
            await #expect(throws: OdoriError("token_refused", "")) { try await tokens.current() }
        }
    }
}
