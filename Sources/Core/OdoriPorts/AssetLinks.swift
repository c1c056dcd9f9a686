package import OdoriDomain

/// Makes links under which somebody outside, such as a provider, fetches a stored file for a while.
package protocol AssetLinks: Sendable {
    /// A link is a secret: whoever has it has the file.
    func link(to object: ObjectName) async throws -> String
}
