import Foundation
import OdoriDomain

/// The legacy API: `POST /v1/videos/motion-control`, `GET /v1/videos/motion-control/{id}`, where the id is theirs or our key.
///
/// A question for a key is answered with one task, so a key that was taken twice is not seen here; the other one shows on the bill only.
struct KlingLegacyAPI: KlingAPI {
    let model: String
    let resolution: String
    let asksKeysByPath = true

    private static let path = "/v1/videos/motion-control"

    func creation(_ order: KlingOrder) throws -> KlingCall {
        KlingCall(path: Self.path, body: try KlingCall.json(KlingLegacyRequest(order, model: model, mode: mode)))
    }

    func question(id: String) -> KlingCall { KlingCall(path: "\(Self.path)/\(id)") }

    func question(key: String) -> KlingCall { KlingCall(path: "\(Self.path)/\(key)") }

    func created(_ answer: Data) throws -> KlingTask {
        try JSONDecoder().decode(KlingContents<KlingLegacyTask>.self, from: answer).data.task
    }

    func found(_ answer: Data) throws -> [KlingTask] {
        [try created(answer)]
    }

    private var mode: String { resolution == "720p" ? "std" : "pro" }
}

/// The body of `POST /v1/videos/motion-control`, as much of it as we send.
struct KlingLegacyRequest: Encodable {
    var modelName: String
    var imageURL: String
    var videoURL: String
    var prompt: String
    var mode: String
    /// The figure turns as the reference's does.
    var characterOrientation = "video"
    /// A text, not a boolean. Dances are scored by us.
    var keepOriginalSound = "no"
    var externalTaskID: String
    var callbackURL: String?

    init(_ order: KlingOrder, model: String, mode: String) {
        modelName = model
        imageURL = order.image
        videoURL = order.video
        prompt = order.prompt
        self.mode = mode
        externalTaskID = order.key.rawValue
        callbackURL = order.callback
    }

    enum CodingKeys: String, CodingKey {
        case prompt, mode
        case modelName = "model_name"
        case imageURL = "image_url"
        case videoURL = "video_url"
        case characterOrientation = "character_orientation"
        case keepOriginalSound = "keep_original_sound"
        case externalTaskID = "external_task_id"
        case callbackURL = "callback_url"
    }
}

/// A task as the legacy API, and its callbacks, describe it.
struct KlingLegacyTask: Decodable {
    var taskID: KlingText
    /// `submitted`, `processing`, `succeed` or `failed`.
    var status: String?
    var statusMessage: String?
    var createdAt: KlingText?
    var info: Info?
    var result: Result?
    /// Prepaid units that it took, as a text.
    var unitDeduction: KlingText?

    struct Info: Decodable {
        var externalTaskID: String?

        enum CodingKeys: String, CodingKey {
            case externalTaskID = "external_task_id"
        }
    }

    struct Result: Decodable {
        var videos: [Video]?

        struct Video: Decodable {
            var url: String?
        }
    }

    /// The same in the current API's words.
    var task: KlingTask {
        KlingTask(
            id: taskID,
            status: status == "succeed" ? "succeeded" : status,
            message: statusMessage,
            createTime: createdAt,
            externalID: info?.externalTaskID,
            outputs: result?.videos?.map { KlingTask.Output(type: "video", url: $0.url) },
            billing: unitDeduction.map { [KlingTask.Charge(chargeType: "unit", amount: $0)] })
    }

    enum CodingKeys: String, CodingKey {
        case taskID = "task_id"
        case status = "task_status"
        case statusMessage = "task_status_msg"
        case createdAt = "created_at"
        case info = "task_info"
        case result = "task_result"
        case unitDeduction = "final_unit_deduction"
    }
}
