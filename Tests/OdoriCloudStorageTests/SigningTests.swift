import CryptoExtras
import Foundation
import OdoriCloudStorage
import OdoriDomain
import OdoriJudges
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@testable import OdoriGoogleAuth

@Suite("signed links", .timeLimit(.minutes(2)))
struct SigningTests {
    @Test("a link is the one that Google's own client makes with the same key, and is kept for half its life")
    func sameAsOfficial() async throws {
        try await withTestDirectory { directory in
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let file = directory.appending("account.json")
            let account = [
                "type": "service_account", "client_email": "odori@p1.iam.gserviceaccount.com", "private_key_id": "k1",
                "private_key": key.pkcs8PEMRepresentation, "token_uri": "http://127.0.0.1:1/token", "project_id": "p1",
            ]
            try JSONEncoder().encode(account).write(to: URL(filePath: file.string))
            for name in ["anime_dance/characters/mio.png", "anime_dance/dances/dance_mio_on_ref-1.mp4"] {
                let clock = ManualClock()
                let credentials = try await GoogleCredentials.find(
                    .init(file: file.string), http: Stores.http, clock: clock)
                let signer = try #require(credentials.signer)
                let links = StorageURLSigner(
                    CloudStorageConfiguration(bucket: "my-bucket"), signer: signer, clock: clock, life: .seconds(3600))
                let object = try #require(ObjectName(rawValue: name))
                let link = try await links.link(to: object)
                let official = try await Command.python(
                    "signed_url.py", [file.string, "my-bucket", name, "20260207T100000Z", "3600"])
                #expect(link == official)
                clock.advance(by: .seconds(1799))
                #expect(try await links.link(to: object) == link)
                clock.advance(by: .seconds(2))
                #expect(try await links.link(to: object) != link)
            }
        }
    }

    private static let email = "odori@p1.iam.gserviceaccount.com"
    private static let configuration = CloudStorageConfiguration(bucket: "my-bucket")

    private func signer(at address: String, token: String = SigningServer.token) -> IAMSigner {
        IAMSigner(
            tokens: OneToken(value: token), http: Stores.http, clock: HurriedClock(), base: address,
            email: { Self.email })
    }

    @Test(
        """
        where the key is Google's, signBlob signs: the request is google-auth's, the link the one of the official client \
        with that key, and the next hour's links cost no further call
        """)
    func signBlob() async throws {
        try await withTestDirectory { directory in
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let file = directory.appending("account.json")
            let account = [
                "type": "service_account", "client_email": Self.email, "private_key_id": "k1",
                "private_key": key.pkcs8PEMRepresentation, "token_uri": "http://127.0.0.1:1/token",
            ]
            try JSONEncoder().encode(account).write(to: URL(filePath: file.string))
            let server = SigningServer(key, email: Self.email)
            try await server.serving { address in
                let clock = ManualClock()
                let links = StorageURLSigner(
                    Self.configuration, signer: signer(at: address), clock: clock, life: .seconds(7200))
                let object = try #require(ObjectName(rawValue: "anime_dance/characters/mio.png"))
                let link = try await links.link(to: object)
                let arguments = [file.string, "my-bucket", object.rawValue, "20260207T100000Z", "7200"]
                #expect(try await Command.python("signed_url.py", arguments) == link)
                #expect(try await Command.python("signed_url.py", arguments + [address]) == link)
                let asked = server.asked
                #expect(asked.count == 2)
                #expect(asked.first?.path == asked.last?.path && asked.first?.contentType == asked.last?.contentType)
                #expect(try Self.payload(asked.first) == Self.payload(asked.last))
                clock.advance(by: .seconds(3599))
                for _ in 0..<20 { #expect(try await links.link(to: object) == link) }
                #expect(server.asked.count == 2)
                clock.advance(by: .seconds(2))
                #expect(try await links.link(to: object) != link)
                #expect(server.asked.count == 3)
            }
        }
    }

    @Test("a signBlob that cannot answer is asked again; one that refuses is not, and its words are kept")
    func signBlobTrouble() async throws {
        let server = SigningServer(try _RSA.Signing.PrivateKey(keySize: .bits2048), email: Self.email)
        try await server.serving { address in
            server.state.withLock {
                $0.answers = [(503, "later"), (500, "later"), (503, "later"), (503, ""), (200, "{}")]
            }
            let signer = signer(at: address)
            let error = await #expect(throws: OdoriError.self) { try await signer.signature(of: Data("a".utf8)) }
            #expect(error?.code == "token_unavailable" && error?.kind == .transient)
            #expect(server.asked.count == 3)
            let signature = try await signer.signature(of: Data("a".utf8))
            #expect(signature.count == 256 && server.asked.count == 6)
            server.state.withLock { $0.answers = [(403, "Permission 'iam.serviceAccounts.signBlob' denied")] }
            let refused = await #expect(throws: OdoriError.self) { try await signer.signature(of: Data("a".utf8)) }
            #expect(refused?.code == "token_refused" && refused?.kind == .permanent)
            #expect(refused?.message.contains("iam.serviceAccounts.signBlob") == true)
            #expect(server.asked.count == 7)
        }
    }

    private static func payload(_ asked: SigningServer.Asked?) throws -> [String: String]? {
        try asked.map { try JSONDecoder().decode([String: String].self, from: $0.body) }
    }
}

/// One token for ever.
private struct OneToken: AccessTokens {
    var value: String

    func current() async throws -> AccessToken {
        AccessToken(value: value, expiresAt: Timestamp(seconds: 4_000_000_000))
    }

    func refused(_ token: AccessToken) async {}
}
