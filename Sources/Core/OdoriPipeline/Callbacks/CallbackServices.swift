import OdoriDomain
package import OdoriJobs
package import OdoriPorts

/// What providers' callbacks are handed out and read with.
package struct CallbackServices: Sendable {
    private let links: CallbackLinks
    private let readers: [any CallbackReader]

    /// - Parameter readers: one for each provider whose callbacks can be verified; no other is given an address.
    package init(links: CallbackLinks, readers: [any CallbackReader]) {
        self.links = links
        self.readers = readers
    }

    func link(for provider: String, _ target: CallbackTarget) -> String? {
        reader(of: provider).map { links.link(for: $0.provider, target) }
    }

    func target(of token: String, from provider: String) -> CallbackTarget? {
        links.target(of: token, from: provider)
    }

    func reader(of provider: String) -> (any CallbackReader)? {
        readers.first { $0.provider == provider }
    }
}
