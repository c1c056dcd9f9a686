/// A run's stages and their order, as data: built once by `StageGraph.build`, pinned into the run document, and from
/// then on the only thing that knows the order.
package struct StageGraph: Codable, Sendable, Hashable {
    package var version: Int
    /// In an order in which every node follows what it needs.
    package var nodes: [StageNode]

    package init(version: Int = StageGraph.currentVersion, nodes: [StageNode]) {
        self.version = version
        self.nodes = nodes
    }

    /// The version that this build writes. It changes when the meaning of a pinned graph changes.
    package static let currentVersion = 1

    package func node(_ id: StageID) -> StageNode? {
        nodes.first { $0.id == id }
    }

    /// The stages that need `id`, in graph order.
    package func dependents(of id: StageID) -> [StageNode] {
        nodes.filter { $0.needs.contains(id) }
    }

    package var totalWeight: Int {
        nodes.reduce(0) { $0 + $1.weight }
    }
}

/// One stage of a graph.
package struct StageNode: Codable, Sendable, Hashable {
    package var id: StageID
    package var needs: [StageID]
    package var queue: QueueName
    /// The longest one attempt may take, in seconds.
    package var timeLimitSeconds: Int
    /// How many transient failures the stage survives.
    package var attemptLimit: Int
    /// Its share of the run's progress.
    package var weight: Int

    package init(
        id: StageID,
        needs: [StageID],
        queue: QueueName,
        timeLimitSeconds: Int = 600,
        attemptLimit: Int = 5,
        weight: Int
    ) {
        self.id = id
        self.needs = needs
        self.queue = queue
        self.timeLimitSeconds = timeLimitSeconds
        self.attemptLimit = attemptLimit
        self.weight = weight
    }

    enum CodingKeys: String, CodingKey {
        case id, needs, queue, weight
        case timeLimitSeconds = "time_limit_seconds"
        case attemptLimit = "attempt_limit"
    }
}

/// The four queues that drive everything.
package enum QueueName: String, Codable, Sendable, CaseIterable {
    /// Paid providers, limited by their own slots.
    case generate = "odori-generate"
    /// Cheap checks and bookkeeping.
    case poll = "odori-poll"
    /// CPU-bound media work; may target another worker service.
    case media = "odori-media"
    /// Webhooks.
    case notify = "odori-notify"
}
