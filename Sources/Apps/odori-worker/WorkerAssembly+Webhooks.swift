import Logging
import OdoriDomain
import OdoriEgress
import OdoriJobs
import OdoriLocal
import OdoriPipeline
import OdoriSettings

extension WorkerAssembly {
    /// Who tells callers of events.
    func webhooks() throws -> WebhookServices {
        let secrets = LocalSecrets(dataDirectory: settings.dataDirectory)
        let linkSecret = try settings.api.linkSecret ?? secrets.secret(named: "links")
        let links = MediaLinks.forWebhooks(
            signer: HMACSigner(secret: linkSecret.value), clock: clock, publicURL: settings.api.publicURL ?? "",
            bucket: settings.bucket,
            isGiven: settings.api.mediaLinks == .public
                || settings.api.mediaLinks == .signed && settings.api.publicURL != nil,
            schedule: settings.webhooks.schedule, open: settings.openLinks)
        return WebhookServices(
            notices: WebhookNotices(links: links, schedule: settings.webhooks.schedule),
            notifier: CurlNotifier(settings.egress, clock: clock),
            secrets: try signingSecrets(secrets), schedule: settings.webhooks.schedule)
    }

    /// Those that are configured, else this machine's own.
    private func signingSecrets(_ secrets: LocalSecrets) throws -> [WebhookSecret] {
        guard settings.webhooks.secrets.isEmpty else { return settings.webhooks.secrets }
        let text = try secrets.webhookSecret()
        guard let secret = WebhookSecret(text.value) else {
            throw SettingsProblems([
                .init("\(settings.dataDirectory)/secrets/webhooks", "holds no whsec_… secret; delete it for a new one")
            ])
        }
        return [secret]
    }

    /// Says loudly when requests to addresses that others chose may reach private ones.
    func warnOfEgress() {
        guard !settings.egress.allowed.isEmpty else { return }
        let allowed = settings.egress.allowed.map { "\($0.range.address.bytes)/\($0.range.prefix):\($0.port)" }
        logger.warning("links of others may lead to private addresses", metadata: ["allowed": "\(allowed)"])
    }
}
