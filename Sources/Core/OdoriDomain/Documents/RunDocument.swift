/// `pipeline_jobs/{job_id}/runs/{slot}`: one character's passage, for its owner to watch. Written only when a stage
/// changes its status; what drives the run stands in `EngineDocument`, and a checkpoint writes both in one commit.
package struct RunDocument: Codable, Sendable, Hashable {
    package var format: Int
    package var jobID: JobID
    package var owner: OwnerID
    package var slot: Slot
    package var status: JobStatus
    package var characterID: CharacterID?
    package var name: String?
    /// Reference *i* is danced in dance *i*.
    package var references: [ReferenceID]
    package var graph: StageGraph
    package var graphVersion: Int
    package var stages: StageTable<StageView>
    package var result: CharacterResult?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var completedAt: Timestamp?
    /// Set when the run ends.
    package var expiresAt: Timestamp?

    package init(
        run: RunID,
        owner: OwnerID,
        references: [ReferenceID],
        graph: StageGraph,
        createdAt: Timestamp,
        now: Timestamp
    ) {
        format = 1
        jobID = run.job
        self.owner = owner
        slot = run.slot
        status = .running
        self.references = references
        self.graph = graph
        graphVersion = graph.version
        stages = StageTable(graph.nodes.map { ($0.id, StageView(status: .blocked)) })
        self.createdAt = createdAt
        updatedAt = now
    }

    package var id: RunID {
        RunID(job: jobID, slot: slot)
    }

    enum CodingKeys: String, CodingKey {
        case format, owner, slot, status, name, references, graph, stages, result
        case jobID = "job_id"
        case characterID = "character_id"
        case graphVersion = "graph_version"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case completedAt = "completed_at"
        case expiresAt = "expires_at"
    }
}

/// What a watcher sees of one stage.
package struct StageView: Codable, Sendable, Hashable {
    package var status: StageStatus
    package var attempts = 0
    package var startedAt: Timestamp?
    package var completedAt: Timestamp?
    /// 0–1 while running, where the work can tell.
    package var progress: Double?
    /// The stage's main file as a `gs://` URL.
    package var asset: String?
    package var error: StageError?
    /// Paid calls of which it cannot be found out whether they were carried out.
    @Tally package var ambiguous = 0

    package init(status: StageStatus) {
        self.status = status
    }

    enum CodingKeys: String, CodingKey {
        case status, attempts, progress, asset, error, ambiguous
        case startedAt = "started_at"
        case completedAt = "completed_at"
    }
}
