import Foundation
import OdoriPipeline

/// What Pub/Sub's push brings: `{"message": {"data", "attributes", "messageId", …}, "subscription"}`.
struct PubSubMessage {
    let id: String
    let data: Data
    private let attributes: [String: String]

    init(reading body: Data) throws {
        let message = try JSONDecoder().decode(Wire.self, from: body).message
        id = message.messageId ?? ""
        data = message.data ?? Data()
        attributes = message.attributes ?? [:]
    }

    /// The worker's path that one of our own messages is for.
    var path: String? { attributes["path"] }

    /// What Cloud Storage tells of, where the message is a notification of a file that is there now; of other events nothing is to be done.
    var droppedFile: DroppedFile? {
        guard ["OBJECT_FINALIZE", "OBJECT_METADATA_UPDATE"].contains(attributes["eventType"]),
            let bucket = attributes["bucketId"], let name = attributes["objectId"]
        else { return nil }
        return DroppedFile(bucket: bucket, name: name)
    }

    private struct Wire: Decodable {
        var message: Message
    }

    private struct Message: Decodable {
        /// Travels as standard base64.
        var data: Data?
        var attributes: [String: String]?
        var messageId: String?
    }
}
