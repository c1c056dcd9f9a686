import SystemPackage

extension StackPlan {
    /// Whom the local queue signs its pushes as, and whom the worker lets in.
    private static let pusher = "odori-tasks@local.iam.gserviceaccount.com"

    /// Everything that a child is told by environment; made here and nowhere else.
    func environment(_ part: Part) -> [String: String] {
        [
            "HOST": Self.host,
            "PORT": String(ports[part]),
            "ODORI_MODE": "embedded",
            "ODORI_DATA_DIR": dataDirectory.string,
            "ODORI_PUBLIC_URL": publicURL ?? url(.api),
            "ODORI_WORKER_URL": url(.worker),
            "ODORI_TASKS_AUDIENCE": url(.worker),
            "ODORI_TASKS_SERVICE_ACCOUNT": Self.pusher,
            "ODORI_WORKER_CALLERS": Self.pusher,
            "ODORI_WORKER_AUTH": "oidc",
            "CLOUD_TASKS_EMULATOR_HOST": "\(Self.host):\(ports.queue)",
        ]
    }
}
