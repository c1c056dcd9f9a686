import Foundation
import OdoriFakes
import Subprocess

extension FakeProviders {
    /// Runs the fake while `body` runs. It fetches the inputs of every order and makes a video of ten seconds, as a provider would.
    static func atWork(
        faults: String, gemini: String = "{}", _ body: @escaping @Sendable (FakeProviders) async throws -> Void
    ) async throws {
        try await running(
            faults: faults, gemini: gemini, film: .video,
            options: ["--check-inputs", "--webhook-secret", webhookSecret], body)
    }

    private static let webhookSecret = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()

    /// What makes an installation order dances from Kling's legacy API and from fal, and hear of them.
    var environmentOfTwo: [Environment.Key: String?] {
        [
            "ODORI_MOTION": "kling,fal", "KLING_BASE_URL": base, "KLING_ACCESS_KEY": "fake-access",
            "KLING_SECRET_KEY": "fake-secret", "KLING_WEBHOOK_SECRET": Self.webhookSecret, "KLING_SLOTS": "2",
            "FAL_QUEUE_URL": base, "FAL_KEY": Self.key, "FAL_JWKS_URL": "\(base)/.well-known/jwks.json",
            "ODORI_CALLBACKS": "always", "ODORI_EGRESS_ALLOW": "127.0.0.1/32:\(port)",
        ]
    }

    /// What makes an installation have everything made here.
    ///
    /// - Parameter music: who composes.
    func everything(music: String) -> [Environment.Key: String?] {
        live.merging(environmentOfTwo) { $1 }.merging([
            "ODORI_MUSIC": music, "MINIMAX_BASE_URL": base, "MINIMAX_API_KEY": Self.key,
        ]) { $1 }
    }

    /// What makes an installation order its dances here.
    var environment: [Environment.Key: String?] {
        [
            "ODORI_MOTION": "kling", "KLING_BASE_URL": base, "KLING_API_KEY": Self.key,
            "ODORI_EGRESS_ALLOW": "127.0.0.1/32:\(port)",
        ]
    }

    /// What makes an installation have its concepts, pictures and analyses made here as well.
    var live: [Environment.Key: String?] {
        environment.merging([
            "ODORI_PROVIDERS": "live", "GEMINI_BASE_URL": base,
            "GEMINI_API_KEYS": Self.geminiKeys.joined(separator: ","),
        ]) { $1 }
    }
}
