package import OdoriDomain

/// Which stages the runs have that a build begins, and the work of those that only this build knows.
///
/// A pinned graph outlives the build that pinned it: what another build does not know it leaves to one that does.
package struct PipelineEdition: Sendable {
    /// The graph that is pinned into new runs.
    package var graph: @Sendable (JobOptions) -> StageGraph
    /// The work of stages beside those that every build knows.
    package var added: [StageID: @Sendable (RunID) async throws -> StageOutcome]

    package init(
        graph: @escaping @Sendable (JobOptions) -> StageGraph,
        added: [StageID: @Sendable (RunID) async throws -> StageOutcome]
    ) {
        self.graph = graph
        self.added = added
    }

    /// What `StageGraph.build` makes.
    package static let standard = PipelineEdition(graph: StageGraph.build, added: [:])
}
