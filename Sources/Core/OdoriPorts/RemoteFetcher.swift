package import OdoriDomain
package import SystemPackage

/// Brings a reference's original video onto this machine.
package protocol RemoteFetcher: Sendable {
    /// Throws `reference_rejected` for a source that it cannot serve.
    func fetch(_ source: ReferenceSource, into file: FilePath) async throws
}
