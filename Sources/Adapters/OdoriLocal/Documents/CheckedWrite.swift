import Foundation
import OdoriDomain
import OdoriPorts

/// A write that can be carried out: its path is one, its body is a JSON object of permitted size.
struct CheckedWrite: Sendable {
    enum Change: Sendable {
        case put(DocumentContent)
        case delete
    }

    let key: DocumentKey
    let place: DocumentPlace
    let change: Change
    let precondition: DocumentWrite.Precondition

    /// The largest body, as Firestore's documents are bounded.
    static let largestBody = 1 << 20

    /// Checks a commit as a whole; nothing of a refused one may be written.
    static func check(_ writes: [DocumentWrite]) throws(OdoriError) -> [CheckedWrite] {
        var places: Set<ExactText> = []
        var checked: [CheckedWrite] = []
        checked.reserveCapacity(writes.count)
        for write in writes {
            let write = try CheckedWrite(write)
            guard places.insert(write.place.path).inserted else {
                throw OdoriError(.documentRefused, "\(write.key) is written twice in one commit")
            }
            checked.append(write)
        }
        return checked
    }

    private init(_ write: DocumentWrite) throws(OdoriError) {
        key = write.key
        place = try DocumentPlace(write.key)
        precondition = write.precondition
        switch write.change {
        case .put(let body): change = .put(try DocumentContent(body, of: write.key))
        case .delete: change = .delete
        }
    }
}

/// A body that is known to be one JSON object, with what queries need of it.
struct DocumentContent: Sendable {
    let body: DocumentBody
    let members: DocumentMembers

    /// Bytes are read through; a value is trusted to encode to an object.
    init(_ body: DocumentBody, of key: DocumentKey) throws(OdoriError) {
        self.body = body
        if body.isValueOnly {
            members = DocumentMembers(toldBy: body)
        } else {
            members = try DocumentMembers(scanning: DocumentContent.text(of: body, key), of: key)
        }
    }

    /// The bytes as a text, for stores that keep them.
    static func text(of body: DocumentBody, _ key: DocumentKey) throws(OdoriError) -> String {
        let json: Data
        do {
            json = try body.json()
        } catch {
            throw OdoriError(.documentRefused, "\(key) cannot be encoded: \(error)")
        }
        try check(json.count, key)
        guard let text = String(validating: json, as: UTF8.self) else {
            throw OdoriError(.documentCorrupt, "\(key): the body is not UTF-8")
        }
        return text
    }

    static func check(_ bytes: Int, _ key: DocumentKey) throws(OdoriError) {
        guard bytes <= CheckedWrite.largestBody else {
            throw OdoriError(.documentRefused, "\(key) is too large: \(bytes) bytes")
        }
    }
}
