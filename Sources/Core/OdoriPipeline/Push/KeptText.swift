import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// `corrupt/{hash}`: the text of a document that could not be read, for whoever has to find out why.
struct KeptText: Codable, Equatable {
    var key: String
    var foundAt: Timestamp
    var text: String

    init(_ document: Document, now: Timestamp) throws {
        key = document.key.path
        foundAt = now
        text = String(decoding: try document.body.json(), as: UTF8.self)
    }

    func write() throws -> DocumentWrite {
        try .put(self, at: DocumentKey("corrupt", hexSHA256(Data("\(key)\n\(text)".utf8))), if: .none)
    }

    enum CodingKeys: String, CodingKey {
        case key, text
        case foundAt = "found_at"
    }
}
