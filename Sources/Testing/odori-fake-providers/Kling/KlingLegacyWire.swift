import Foundation

/// A task as the legacy API tells it.
struct KlingLegacyTaskBody: Encodable, Sendable {
    var task_id: String
    var task_status: String
    var task_status_msg: String
    var task_info: Info
    var created_at: Int64
    var updated_at: Int64
    var task_result: Result?
    /// Prepaid units, as a text.
    var final_unit_deduction: String?

    struct Info: Encodable, Sendable {
        var external_task_id: String?
    }

    struct Result: Encodable, Sendable {
        var videos: [Video]
    }

    struct Video: Encodable, Sendable {
        var id: String
        var url: String
        var duration: String
    }

    init(_ task: KlingTaskBody) {
        task_id = task.id
        task_status = task.status == "succeeded" ? "succeed" : task.status
        task_status_msg = task.message ?? ""
        task_info = Info(external_task_id: task.external_id)
        created_at = task.create_time
        updated_at = task.update_time
        if let outputs = task.outputs {
            task_result = Result(videos: outputs.map { Video(id: $0.id, url: $0.url, duration: $0.duration) })
        }
        final_unit_deduction = task.billing?.first { $0.charge_type == "unit" }?.amount
    }
}

extension KlingOrder {
    private static let legacyNames: Set = [
        "model_name", "image_url", "video_url", "prompt", "mode", "character_orientation", "keep_original_sound",
        "external_task_id", "callback_url", "watermark_info",
    ]

    /// The body of `POST /v1/videos/motion-control`, checked as strictly as the current API's.
    init(legacy body: Data) throws(KlingProblem) {
        let json: JSON
        do {
            json = try JSONDecoder().decode(JSON.self, from: body)
        } catch {
            throw .parameters("the body is not JSON")
        }
        let request = try StrictObject(json, "body", known: Self.legacyNames)
        let model = try request.word("model_name", of: ["kling-v2-6", "kling-v3"])
        let image = try request.needed("image_url")
        let video = try request.needed("video_url")
        guard !image.hasPrefix("data:"), Self.isURL(image) || Data(base64Encoded: image) != nil else {
            throw .value("image_url is neither a URL nor base64")
        }
        guard Self.isURL(video) else { throw .value("video_url must be a URL") }
        for (name, words) in [("mode", ["std", "pro"]), ("character_orientation", ["image", "video"])] {
            _ = try request.needed(name)
            _ = try request.word(name, of: words)
        }
        _ = try request.word("keep_original_sound", of: ["yes", "no"])
        if let prompt = try request.text("prompt"), prompt.count > 2500 { throw .value("the prompt is too long") }
        self.init(
            image: image, video: video, externalID: try request.text("external_task_id"), model: model,
            callback: try request.text("callback_url"))
    }
}
