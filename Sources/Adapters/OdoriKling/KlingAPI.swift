import Foundation
import OdoriDomain

/// One of Kling's two APIs: how requests are written and answers read. What is done about them is the same for both.
protocol KlingAPI: Sendable {
    /// A question for a key is answered with what stands under it, whether or not the answer repeats the key.
    var asksKeysByPath: Bool { get }

    /// A submission.
    func creation(_ order: KlingOrder) throws -> KlingCall

    /// Asks for the task with an id of theirs.
    func question(id: String) -> KlingCall

    /// Asks for the tasks under a key of ours.
    func question(key: String) -> KlingCall

    /// The task in a submission's answer.
    func created(_ answer: Data) throws -> KlingTask

    /// The tasks in a question's answer.
    func found(_ answer: Data) throws -> [KlingTask]
}

/// A request as far as its API decides it.
struct KlingCall {
    /// With the query.
    var path: String
    /// JSON; nil for a question.
    var body: Data?

    static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return try encoder.encode(value)
    }
}

/// What is ordered, whatever the API.
struct KlingOrder {
    var image: String
    var video: String
    var prompt: String
    /// The operation key: must be unique in the account, and can be asked for.
    var key: OperationKey
    /// Where changes of the task's status are told; nil: nowhere.
    var callback: String?
}

/// The current API: `POST /motion-control/{model}`, `GET /tasks`.
struct KlingCurrentAPI: KlingAPI {
    let model: String
    let resolution: String
    let asksKeysByPath = false

    func creation(_ order: KlingOrder) throws -> KlingCall {
        KlingCall(
            path: "/motion-control/\(model)", body: try KlingCall.json(KlingRequest(order, resolution: resolution)))
    }

    func question(id: String) -> KlingCall { KlingCall(path: "/tasks?task_ids=\(id)") }

    func question(key: String) -> KlingCall { KlingCall(path: "/tasks?external_task_ids=\(key)") }

    func created(_ answer: Data) throws -> KlingTask {
        try JSONDecoder().decode(KlingContents<KlingTask>.self, from: answer).data
    }

    func found(_ answer: Data) throws -> [KlingTask] {
        try JSONDecoder().decode(KlingContents<[KlingTask]>.self, from: answer).data
    }
}
