/// An answer other than success, in the vocabulary of `google.rpc.Status` over HTTP.
struct APIError: Error, Equatable {
    /// The HTTP status code.
    let code: Int
    /// The name of the canonical code, such as `NOT_FOUND`.
    let status: String
    /// What went wrong, for a human.
    let message: String

    static func invalid(_ message: String) -> APIError {
        APIError(code: 400, status: "INVALID_ARGUMENT", message: message)
    }

    static func notFound(_ message: String = "Requested entity was not found.") -> APIError {
        APIError(code: 404, status: "NOT_FOUND", message: message)
    }

    static func unavailable(_ message: String) -> APIError {
        APIError(code: 503, status: "UNAVAILABLE", message: message)
    }

    static let taskExists = APIError(
        code: 409, status: "ALREADY_EXISTS", message: "Requested entity already exists"
    )

    static let taskExistedRecently = APIError(
        code: 409, status: "ALREADY_EXISTS",
        message: "The task cannot be created because a task with this name existed too recently."
    )

    static let taskEnded = APIError.notFound(
        "The task no longer exists, though a task with this name existed recently. "
            + "The task either successfully completed or was deleted."
    )

    static let queueExists = APIError(code: 409, status: "ALREADY_EXISTS", message: "Queue already exists")

    static let queueExistedRecently = APIError(
        code: 400, status: "FAILED_PRECONDITION",
        message: "The queue cannot be created because a queue with this name existed too recently."
    )

    static let queueMissing = APIError.notFound(
        "Queue does not exist. If you just created the queue, wait at least a minute for the queue to initialize."
    )

    /// The error for an HTTP status that the server's machinery chose, such as 404 for an unknown path.
    static func http(_ code: Int, _ message: String) -> APIError {
        switch code {
        case 404: .notFound(message)
        case 405: APIError(code: 405, status: "UNIMPLEMENTED", message: message)
        case 413: .invalid("Request payload size exceeds the limit.")
        case 400..<500: APIError(code: code, status: "INVALID_ARGUMENT", message: message)
        default: APIError(code: code, status: "INTERNAL", message: message)
        }
    }
}

extension APIError: Encodable {
    private enum EnvelopeKeys: CodingKey { case error }
    private enum CodingKeys: CodingKey { case code, message, status }

    func encode(to encoder: any Encoder) throws {
        var envelope = encoder.container(keyedBy: EnvelopeKeys.self)
        var body = envelope.nestedContainer(keyedBy: CodingKeys.self, forKey: .error)
        try body.encode(code, forKey: .code)
        try body.encode(message, forKey: .message)
        try body.encode(status, forKey: .status)
    }
}
