import Foundation
package import OdoriDomain
import OdoriProviderHTTP

extension LiveCheck {
    /// Whether Kling's current API takes a key: it is asked for a task that there is none of, and queries are free.
    package static func kling(baseURL: String, key: String) -> LiveCheck {
        LiveCheck(
            "Kling key", url: "\(baseURL)/tasks?external_task_ids=odori-doctor",
            headers: [("Authorization", "Bearer \(key)")], reading: klingFinding)
    }

    /// As `kling`, of the legacy API, which also wants this machine's clock to be right.
    package static func kling(baseURL: String, accessKey: String, secretKey: String, now: Timestamp) -> LiveCheck {
        let token = HMACToken(issuer: accessKey, notBefore: now - .seconds(90), expiry: now + .seconds(300))
        return LiveCheck(
            "Kling access key", url: "\(baseURL)/v1/videos/motion-control/odori-doctor",
            headers: [("Authorization", "Bearer \(token.signed(with: secretKey))")], reading: klingFinding)
    }

    /// Whether fal takes a key: it is asked how a request stands that there is none of.
    package static func fal(queueURL: String, model: String, key: String) -> LiveCheck {
        let app = model.split(separator: "/").prefix(2).joined(separator: "/")
        return LiveCheck(
            "fal key", url: "\(queueURL)/\(app)/requests/00000000-0000-4000-8000-000000000000/status",
            headers: [("Authorization", "Key \(key)")]
        ) { status, _ in
            switch status {
            case 200, 202, 404: .good("taken")
            case 401: .bad("not taken (401)")
            case 402, 403: .bad("not taken (\(status)): the account may be locked or used up")
            case 429: .notice("taken, but it asks too often")
            default: unknown(status)
            }
        }
    }

    /// What Kling's code says, whatever the status above it. Pure.
    @Sendable static func klingFinding(_ status: UInt, _ body: Data) -> Diagnosis.Finding {
        guard let answer = try? JSONDecoder().decode(KlingCode.self, from: body) else {
            return [401, 403].contains(status) ? .bad("not taken (\(status))") : unknown(status)
        }
        return switch answer.code {
        // That there is no such task is said to those who may ask.
        case 0, 1202, 1203: .good("taken")
        case 1302, 1303: .notice("taken, but it asks too often")
        case 1000...1004: .bad("not taken (\(answer.code))")
        case 1100...1102: .bad("taken, but the account is in arrears or used up (\(answer.code))")
        case 1103, 1304: .bad("has no right to this (\(answer.code))")
        default: .notice("cannot be told: Kling answers \(status) with code \(answer.code)")
        }
    }

    private struct KlingCode: Decodable {
        var code: Int
    }
}
