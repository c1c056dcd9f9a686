/// Parts of a document as they were written last, with the values that they spell: a commit of the engine changes one or two of a
/// run's twenty stages, and the others need not be written anew.
package struct JSONPieces: Sendable {
    private struct Piece: Sendable {
        var value: any Sendable
        var bytes: [UInt8]
    }

    /// By the part's own name, such as a stage's.
    private var pieces: [String: Piece] = [:]

    package init() {}

    package var isEmpty: Bool { pieces.isEmpty }

    func bytes<Value: Equatable>(of value: Value, named name: String) -> [UInt8]? {
        guard let piece = pieces[name], let known = piece.value as? Value, known == value else { return nil }
        return piece.bytes
    }

    mutating func remember(_ value: some Sendable, named name: String, as bytes: [UInt8]) {
        pieces[name] = Piece(value: value, bytes: bytes)
    }
}
