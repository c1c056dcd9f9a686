import OdoriDomain
import OdoriPorts

/// By which build a job's runs were begun: their graph is pinned, and every other build must follow it.
enum PinnedGraph: Sendable, Hashable {
    /// This build's own.
    case current
    /// An older one, in which variants waited for the first dance.
    case sequential
    /// A newer one, with a stage that this build does not know.
    case stranger

    func graph(_ current: StageGraph) -> StageGraph {
        var graph = current
        switch self {
        case .current: break
        case .sequential:
            graph.version = 0
            for index in graph.nodes.indices where graph.nodes[index].id.rawValue.hasPrefix("variant_image") {
                graph.nodes[index].needs.append(.dance(0))
            }
        case .stranger:
            let unknown = StageID(rawValue: "hologram")
            graph.nodes.append(StageNode(id: unknown, needs: [.master], queue: .media, weight: 3))
            for index in graph.nodes.indices where graph.nodes[index].id == .publish {
                graph.nodes[index].needs.append(unknown)
            }
        }
        return graph
    }

    /// The commit by which that build began the runs, made from this build's.
    func rewrite(_ writes: [DocumentWrite]) throws -> [DocumentWrite] {
        guard self != .current else { return writes }
        return try writes.map { write in
            guard case .put(let body) = write.change, write.precondition == .absent else { return write }
            switch write.key.group {
            case "runs":
                var run = try body.value(as: RunDocument.self)
                run.graph = graph(run.graph)
                run.graphVersion = run.graph.version
                for node in run.graph.nodes where run.stages[node.id] == nil {
                    run.stages[node.id] = StageView(status: .blocked)
                }
                return DocumentWrite(.put(DocumentBody(run)), write.key, if: .absent)
            case "engine" where Int(write.key.id) != nil:
                var engine = try body.value(as: EngineDocument.self)
                for node in graph(StageGraph(nodes: [])).nodes { engine.add(node.id) }
                return DocumentWrite(.put(DocumentBody(engine)), write.key, if: .absent)
            default: return write
            }
        }
    }
}

extension EngineDocument {
    fileprivate mutating func add(_ stage: StageID) {
        if stages[stage] == nil { stages[stage] = StageRecord(status: .blocked) }
    }
}
