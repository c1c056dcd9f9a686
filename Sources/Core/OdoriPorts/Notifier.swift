package import Foundation
package import OdoriDomain

/// Carries an event to an address that a caller chose.
///
/// The other side decides where an address leads, so every conformer sees to it that it leads to no machine of ours.
package protocol Notifier: Sendable {
    /// Posts JSON once: no redirect is followed, nothing is tried again.
    ///
    /// Whatever comes of it is an outcome; only a cancelled task makes it throw.
    ///
    /// - Parameter headers: beside those that every such request has.
    func post(_ body: Data, to url: String, headers: [(name: String, value: String)]) async throws -> DeliveryOutcome
}
