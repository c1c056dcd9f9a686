import OdoriJSON

/// Parts of a document as they were written last, with the values that they spell: a commit of the engine changes one or two of a
/// run's twenty stages, and the others need not be written anew.
package struct JSONPieces: Sendable {
    private var records = SpelledTable<StageRecord>()
    private var views = SpelledTable<StageView>()
    private var graph: (value: StageGraph, bytes: [UInt8])?

    package init() {}

    package var isEmpty: Bool { records.isEmpty && views.isEmpty }

    /// The document that these are parts of, byte for byte as `QuickJSON` writes it; nil for a value that is not written in pieces.
    ///
    /// - Throws: `EncodingError` for a number that JSON does not have.
    package mutating func text(of document: any Encodable) throws -> String? {
        let output = JSONOutput(capacity: 16384)
        switch document {
        case let engine as EngineDocument: try write(engine, to: output)
        case let run as RunDocument: try write(run, to: output)
        default: return nil
        }
        return output.text
    }

    private mutating func write(_ engine: EngineDocument, to output: JSONOutput) throws {
        var members = JSONObjectWriter<EngineDocument.CodingKeys>(output)
        members.add(.dueAt, engine.dueAt)
        members.add(.expiresAt, engine.expiresAt)
        members.add(.failing, engine.failing)
        members.add(.format, engine.format)
        members.begin(.stages)
        try records.write(engine.stages, to: output)
        members.end()
    }

    private mutating func write(_ run: RunDocument, to output: JSONOutput) throws {
        var members = JSONObjectWriter<RunDocument.CodingKeys>(output)
        members.add(.characterID, run.characterID?.rawValue)
        members.add(.completedAt, run.completedAt)
        members.add(.createdAt, run.createdAt)
        members.add(.expiresAt, run.expiresAt)
        members.add(.format, run.format)
        members.begin(.graph)
        try write(run.graph, to: output)
        members.add(.graphVersion, run.graphVersion)
        members.add(.jobID, run.jobID.rawValue)
        members.add(.name, run.name)
        members.add(.owner, run.owner.rawValue)
        try members.add(.references, encoding: run.references.map(\.rawValue))
        try members.add(.result, encoding: run.result)
        members.add(.slot, run.slot.number)
        members.begin(.stages)
        try views.write(run.stages, to: output)
        members.add(.status, run.status.rawValue)
        members.add(.updatedAt, run.updatedAt)
        members.end()
    }

    private mutating func write(_ graph: StageGraph, to output: JSONOutput) throws {
        if let known = self.graph, known.value == graph {
            return known.bytes.withUnsafeBufferPointer { output.append($0) }
        }
        let begin = output.count
        try output.write(encoding: graph)
        self.graph = (graph, output.bytes(from: begin))
    }
}
