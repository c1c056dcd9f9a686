package import OdoriDomain
package import SystemPackage

/// Finds which part of a reference's motion a dance shows.
package protocol MotionMatcher: Sendable {
    /// Compares what moves when in two videos; who moves, in what clothes and before what, makes no difference.
    ///
    /// - Throws: what the tools throw. Motion that is not alike is no error: its confidence is low.
    func match(_ dance: FilePath, to reference: FilePath) async throws -> MotionMatch
}
