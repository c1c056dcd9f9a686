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
    let body: Data
    let text: String
    let members: DocumentMembers

    init(_ body: Data, of key: DocumentKey) throws(OdoriError) {
        guard body.count <= CheckedWrite.largestBody else {
            throw OdoriError(.documentRefused, "\(key) is too large: \(body.count) bytes")
        }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw OdoriError(.documentCorrupt, "\(key): the body is not UTF-8")
        }
        self.body = body
        self.text = text
        do {
            members = try DocumentMembers(scanning: text)
        } catch {
            throw OdoriError(.documentCorrupt, "\(key): the body is no JSON object (\(error))")
        }
    }
}
