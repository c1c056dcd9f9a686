package import OdoriDomain
package import OdoriJobs
package import OdoriPorts

/// What webhooks are made and delivered with.
package struct WebhookServices: Sendable {
    package var notices: WebhookNotices
    package var notifier: any Notifier
    /// All of them sign.
    package var secrets: [WebhookSecret]
    package var schedule: WebhookSchedule

    package init(
        notices: WebhookNotices, notifier: any Notifier, secrets: [WebhookSecret], schedule: WebhookSchedule
    ) {
        self.notices = notices
        self.notifier = notifier
        self.secrets = secrets
        self.schedule = schedule
    }
}
