package import SystemPackage

/// Fetches what lies behind links that others chose: a provider's results, later a caller's references.
///
/// The other side decides where a link leads, so every conformer sees to it that it leads to no machine of ours.
package protocol LinkFetcher: Sendable {
    /// Streams the whole of it into `file`, or leaves no file behind.
    ///
    /// - Parameter limit: the most bytes that are taken.
    /// - Throws: `link_refused` (permanent) for a link that must not be followed, leads nowhere or is answered with a refusal;
    ///   `download_too_large` (permanent); `download_failed` (transient) for everything that may go better another time. No
    ///   error holds more of the link than its host: links can be secrets.
    func fetch(_ link: String, into file: FilePath, limit: Int64) async throws
}
