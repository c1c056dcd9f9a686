package import Foundation
package import OdoriJSON

/// Parts of a document as they were written last, with the values that they spell: a commit of the engine changes one or two of a
/// run's twenty stages, and the others need not be written anew.
package struct JSONPieces: Sendable {
    var records = JSONMembers<StageRecord>()
    var views = JSONMembers<StageView>()
    var graph: JSONPiece<StageGraph>?

    package init() {}

    package var isEmpty: Bool { records.names.isEmpty && views.names.isEmpty && graph == nil }
}

/// A value, and the bytes that spell it.
struct JSONPiece<Value: Equatable & Sendable>: Sendable {
    var value: Value
    var bytes: [UInt8]
}

/// An object's members, in the order in which they are written.
struct JSONMembers<Value: Equatable & Sendable>: Sendable {
    var names: [StageID] = []
    var values: [Value] = []
    /// Of each, with the name in front.
    var bytes: [[UInt8]] = []
}

extension QuickJSON {
    /// As `encode`, for one document that changes little from time to time.
    ///
    /// - Parameter pieces: what is left of the last time; it never changes what is written.
    package static func encode(_ value: some Encodable, reusing pieces: inout JSONPieces) throws -> Data {
        // Whoever changes pieces has them alone, or all of them are copied.
        let spelling = PiecesSpelling(exchange(&pieces, with: JSONPieces()))
        defer { pieces = spelling.take() }
        let output = JSONOutput(capacity: 16384, spelling: spelling)
        try output.write(value, in: nil)
        return output.data
    }
}

/// Writes what is kept in pieces from those, and keeps what is new.
private final class PiecesSpelling: JSONSpelling {
    /// Nil while one of them is being written.
    private var pieces: JSONPieces?

    init(_ pieces: JSONPieces) {
        self.pieces = pieces
    }

    func take() -> JSONPieces {
        pieces.take() ?? JSONPieces()
    }

    func write<Value: Encodable>(_ value: Value, to output: JSONOutput, in parent: JSONFrame?) throws -> Bool {
        if Value.self == Timestamp.self, let instant = value as? Timestamp {
            output.write(instant.rfc3339)
            return true
        }
        // Taken out, so that they are changed in place.
        guard var known = pieces.take() else { return false }
        defer { pieces = known }
        if Value.self == [StageID: StageRecord].self, let stages = value as? [StageID: StageRecord] {
            try output.write(stages, known: &known.records, in: parent)
        } else if Value.self == [StageID: StageView].self, let stages = value as? [StageID: StageView] {
            try output.write(stages, known: &known.views, in: parent)
        } else if Value.self == StageGraph.self, let graph = value as? StageGraph {
            try output.write(graph, known: &known.graph, in: parent)
        } else {
            return false
        }
        return true
    }
}

extension JSONOutput {
    /// Writes stages by their ids, and anew only those that changed: comparing one costs far less than writing it.
    fileprivate func write<Stage: Encodable & Equatable & Sendable>(
        _ stages: [StageID: Stage], known: inout JSONMembers<Stage>, in parent: JSONFrame?
    ) throws {
        if known.names.count != stages.count || known.names.contains(where: { stages[$0] == nil }) {
            known = JSONMembers(names: stages.keys.sorted())
        }
        append(UInt8(ascii: "{"))
        for (place, name) in known.names.enumerated() {
            guard let stage = stages[name] else { continue }
            if place > 0 { append(UInt8(ascii: ",")) }
            if place < known.values.count, known.values[place] == stage {
                known.bytes[place].withUnsafeBufferPointer { append($0) }
                continue
            }
            let begin = count
            write(name.rawValue)
            append(UInt8(ascii: ":"))
            try write(whole: stage, in: parent, as: nil)
            if place < known.values.count {
                known.values[place] = stage
                known.bytes[place] = bytes(from: begin)
            } else {
                known.values.append(stage)
                known.bytes.append(bytes(from: begin))
            }
        }
        append(UInt8(ascii: "}"))
    }

    fileprivate func write(_ graph: StageGraph, known: inout JSONPiece<StageGraph>?, in parent: JSONFrame?) throws {
        if let known, known.value == graph { return known.bytes.withUnsafeBufferPointer { append($0) } }
        let begin = count
        try write(whole: graph, in: parent, as: nil)
        known = JSONPiece(value: graph, bytes: bytes(from: begin))
    }
}
