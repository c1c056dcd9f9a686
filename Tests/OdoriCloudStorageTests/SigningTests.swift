import CryptoExtras
import Foundation
import OdoriCloudStorage
import OdoriDomain
import OdoriGoogleAuth
import OdoriJudges
import OdoriTesting
import SystemPackage
import Testing

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
}
