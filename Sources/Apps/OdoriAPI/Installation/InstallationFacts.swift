/// What this installation is made of, as every client may know it: no address and no secret.
package struct InstallationFacts: Sendable, Hashable {
    /// `embedded` or `cloud`.
    package var mode: String
    /// Where documents live.
    package var documents: String
    /// Where files live.
    package var objects: String
    /// Who makes what: provider by port.
    package var providers: [String: String]

    package init(mode: String, documents: String, objects: String, providers: [String: String]) {
        self.mode = mode
        self.documents = documents
        self.objects = objects
        self.providers = providers
    }

    /// Everything on one machine.
    package static let embedded = InstallationFacts(
        mode: "embedded", documents: "sqlite", objects: "directory", providers: ["motion": "studio"])
}
