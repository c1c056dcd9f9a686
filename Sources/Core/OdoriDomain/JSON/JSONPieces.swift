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

extension JSONOutput {
    /// Writes stages by their ids, and anew only those that changed: comparing one costs far less than writing it.
    func write<Stage: Encodable & Equatable & Sendable>(
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

    func write(_ graph: StageGraph, known: inout JSONPiece<StageGraph>?, in parent: JSONFrame?) throws {
        if let known, known.value == graph { return known.bytes.withUnsafeBufferPointer { append($0) } }
        let begin = count
        try write(whole: graph, in: parent, as: nil)
        known = JSONPiece(value: graph, bytes: bytes(from: begin))
    }
}
