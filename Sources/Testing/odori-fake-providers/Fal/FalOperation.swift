import Foundation

/// An operation of the fake's, and how fal's wire tells of it.
struct FalOperation: Sendable {
    var submission: Submission
    /// The app's path, by which follow-up addresses begin.
    var app: String
    var cancelledAt: Int64?

    private var endsAt: Int64 { min(submission.operation?.endsAt ?? 0, cancelledAt ?? .max) }

    func isEnded(at now: Int64) -> Bool { now >= endsAt }

    var id: String { submission.id ?? "" }

    /// Why it has no video, as the model says it; nil for one that has.
    var failure: (status: Int, body: FalDetail)? {
        switch submission.operation?.end {
        case .failed where submission.operation?.message == FalOperation.unsafe:
            (422, FalDetail(type: "content_policy_violation", msg: Self.unsafe))
        case .failed: (500, FalDetail(type: "downstream_service_error", msg: submission.operation?.message ?? ""))
        case .succeeded, .vanished, nil: nil
        }
    }

    static let unsafe = "the content could not be processed because it was flagged"

    func submitted(base: String) -> FalSubmittedBody {
        let request = "\(base)/\(app)/requests/\(id)"
        return FalSubmittedBody(
            request_id: id, response_url: request, status_url: "\(request)/status", cancel_url: "\(request)/cancel")
    }

    func status(at now: Int64, base: String) -> FalStatusBody {
        var body = FalStatusBody(request_id: id, response_url: "\(base)/\(app)/requests/\(id)")
        guard isEnded(at: now) else {
            let isWaiting = now - submission.arrivedAt < (endsAt - submission.arrivedAt) / 4
            body.status = isWaiting ? "IN_QUEUE" : "IN_PROGRESS"
            body.queue_position = isWaiting ? 0 : nil
            body.logs = isWaiting ? nil : []
            return body
        }
        body.status = "COMPLETED"
        body.logs = []
        body.metrics = .init(inference_time: Double(endsAt - submission.arrivedAt) / 1000)
        if cancelledAt != nil {
            body.error = "the request was cancelled"
            body.error_type = "client_cancelled"
        }
        return body
    }
}

/// What a submission is answered with.
struct FalSubmittedBody: Encodable, Sendable {
    var request_id: String
    var response_url: String
    var status_url: String
    var cancel_url: String
    var queue_position = 0
}

/// How a request stands.
struct FalStatusBody: Encodable, Sendable {
    var status = "IN_QUEUE"
    var request_id: String
    var response_url: String
    var queue_position: Int?
    var logs: [String]?
    var metrics: Metrics?
    var error: String?
    var error_type: String?

    struct Metrics: Encodable, Sendable {
        var inference_time: Double
    }
}

/// A model's refusal.
struct FalDetail: Encodable, Sendable {
    var detail: [Entry]

    struct Entry: Encodable, Sendable {
        var loc = ["body"]
        var msg: String
        var type: String
    }

    init(type: String, msg: String) {
        detail = [Entry(msg: msg, type: type)]
    }
}

/// The model's answer.
struct FalResultBody: Encodable, Sendable {
    var video: File

    struct File: Encodable, Sendable {
        var url: String
        var content_type = "video/mp4"
        var file_name = "output.mp4"
    }
}
