import OdoriDomain

/// Which database is spoken to, and how patiently.
package struct FirestoreConfiguration: Sendable, Hashable {
    /// `scheme://host[:port]`, without a path: `https://firestore.googleapis.com` or an emulator.
    package var baseURL: String
    package var project: String
    package var database: String
    /// How long one request may take, its answer included.
    package var callDeadline: Duration
    /// How long a call is repeated while the service cannot answer.
    package var patience: Duration

    package init(
        baseURL: String = "https://firestore.googleapis.com",
        project: String,
        database: String = "(default)",
        callDeadline: Duration = .seconds(10),
        patience: Duration = .seconds(20)
    ) {
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.project = project
        self.database = database
        self.callDeadline = callDeadline
        self.patience = patience
    }

    /// The name under which all documents stand.
    var root: String {
        "projects/\(project)/databases/\(database)/documents"
    }
}
