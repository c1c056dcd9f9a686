import OdoriJSON
import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriPorts

/// Signs bytes with a service account's key.
package protocol BlobSigner: Sendable {
    /// The account's e-mail address.
    func email() async throws -> String

    /// RSA with SHA-256, PKCS #1 v1.5.
    func signature(of bytes: Data) async throws -> Data
}

/// Signs with the key of a service account's file.
struct KeySigner: BlobSigner {
    let account: ServiceAccount

    func email() async throws -> String { account.email }

    func signature(of bytes: Data) async throws -> Data {
        try account.signature(of: bytes)
    }
}

/// Has Google sign with a key that never leaves it: `signBlob` of the IAM Credentials API.
///
/// The account needs the right `iam.serviceAccounts.signBlob` on itself.
actor IAMSigner: BlobSigner {
    private static let deadline = Duration.seconds(10)
    private static let tries = 3

    private let caller: GoogleCaller
    private let clock: any WallClock
    private let find: @Sendable () async throws -> String
    private let base: String
    private var known: String?

    init(
        tokens: any AccessTokens, http: HTTPClient, clock: any WallClock,
        base: String = "https://iamcredentials.googleapis.com", email: @escaping @Sendable () async throws -> String
    ) {
        caller = GoogleCaller(http: http, tokens: tokens)
        self.clock = clock
        find = email
        self.base = base
    }

    func email() async throws -> String {
        if let known { return known }
        let email = try await find()
        known = email
        return email
    }

    private struct Request: Encodable {
        var payload: Data
    }

    private struct Answer: Decodable {
        var signedBlob: Data
    }

    func signature(of bytes: Data) async throws -> Data {
        let account = try await email()
        var request = HTTPClientRequest(url: "\(base)/v1/projects/-/serviceAccounts/\(account):signBlob")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try QuickJSON.encode(Request(payload: bytes))))
        var pause = Duration.seconds(1)
        var failures = 0
        while true {
            do {
                return try await send(request)
            } catch let error as OdoriError where error.kind == .transient && failures < Self.tries - 1 {
                failures += 1
                try await clock.sleep(for: pause * Double.random(in: 0.5...1))
                pause *= 2
            }
        }
    }

    private func send(_ request: HTTPClientRequest) async throws -> Data {
        let answer: GoogleCaller.Answer
        do {
            answer = try await caller.send(request, deadline: Self.deadline)
        } catch let lost as GoogleCaller.Lost {
            throw OdoriError(.tokenUnavailable, "nothing was signed: \(lost)", .transient)
        }
        let body = Data(answer.body.readableBytesView)
        guard answer.status == 200 else {
            let words = "signBlob answers \(answer.status): \(String(decoding: body.prefix(500), as: UTF8.self))"
            let isPassing = answer.status >= 500 || answer.status == 429 || answer.status == 408
            throw OdoriError(isPassing ? .tokenUnavailable : .tokenRefused, words, isPassing ? .transient : .permanent)
        }
        guard let signed = try? JSONDecoder().decode(Answer.self, from: body) else {
            throw OdoriError(.tokenUnavailable, "signBlob's answer holds no signature", .transient)
        }
        return signed.signedBlob
    }
}
