import Foundation
import OdoriDomain

extension EnvironmentReader {
    /// The build's prices with those of the named file over them; nil when the file is no such table.
    mutating func prices() -> PriceTable? {
        var override: Data?
        if let path = text(.prices) {
            override = FileManager.default.contents(atPath: path)
            if override == nil { report(.prices, "cannot be read: \(path.debugDescription)") }
        }
        do throws(PriceTable.Unreadable) {
            return try PriceTable.standard(overriddenBy: override)
        } catch {
            for problem in error.problems { report(.prices, problem) }
            return nil
        }
    }

    /// What webhooks are signed with and when they are tried.
    mutating func webhooks() -> Settings.Webhooks {
        let texts = list(.webhookSecret) ?? []
        let secrets = texts.compactMap { WebhookSecret($0) }
        if secrets.count < texts.count {
            report(.webhookSecret, "must be whsec_ and the base64 of 24 to 64 bytes, several separated by commas")
        }
        var schedule = WebhookSchedule.standard
        if let text = text(.webhookSchedule) {
            if let own = WebhookSchedule(text) {
                schedule = own
            } else {
                report(.webhookSchedule, "must be 1 to 50 durations like 0s,5s,5m,30m,2h, none longer than 29 days")
            }
        }
        return Settings.Webhooks(secrets: secrets, schedule: schedule)
    }

    /// Where downloads may come from besides the Internet with TLS.
    mutating func egress() -> EgressPolicy {
        let entries = list(.egressAllow) ?? []
        let exceptions = entries.compactMap { EgressPolicy.Exception($0) }
        if exceptions.count < entries.count {
            report(.egressAllow, "must be ranges with a port like 127.0.0.1/32:9000, separated by commas")
        }
        return EgressPolicy(allowed: exceptions)
    }
}
