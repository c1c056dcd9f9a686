package import OdoriDomain
package import OdoriPorts
package import SystemPackage

/// Brings a reference's video from wherever it is: addresses through the guard that all of them pass, the rest as `own` does.
package struct ReferenceSources: RemoteFetcher {
    private let own: any RemoteFetcher
    private let links: any LinkFetcher
    private let limit: Int64

    /// - Parameters:
    ///   - own: brings what was sent to us, and what the studio draws.
    ///   - limit: the most bytes that are fetched from an address.
    package init(own: any RemoteFetcher, links: any LinkFetcher, limit: Int64 = 100 << 20) {
        self.own = own
        self.links = links
        self.limit = limit
    }

    package func fetch(_ source: ReferenceSource, into file: FilePath) async throws {
        guard case .link(let link) = source else { return try await own.fetch(source, into: file) }
        try await links.fetch(link, into: file, limit: limit)
    }
}
