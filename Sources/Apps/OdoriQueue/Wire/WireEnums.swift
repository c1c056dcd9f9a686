import OdoriJSON

/// An enum of the API, which JSON may carry by its name or by its number.
protocol WireEnum: Encodable, RequestReadable, CaseIterable, Sendable, Hashable, RawRepresentable
where RawValue == String {
    /// The number in the protocol buffer.
    var number: Int { get }
}

extension WireEnum {
    /// Reads a name or a number written as text, as in a query parameter.
    init?(text: some StringProtocol) {
        let match = Self(rawValue: String(text)) ?? Self.allCases.first { String($0.number) == text }
        guard let match else { return nil }
        self = match
    }

    init(_ value: RequestValue) throws(APIError) {
        let text =
            switch value.json {
            case .integer(let number): String(number)
            default: try String(value)
            }
        guard let read = Self(text: text) else {
            throw value.refusal("Invalid value (\(Self.self)), \"\(text)\"")
        }
        self = read
    }
}

/// `google.cloud.tasks.v2.HttpMethod`.
enum HTTPMethodName: String, WireEnum {
    case unspecified = "HTTP_METHOD_UNSPECIFIED"
    case post = "POST"
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case delete = "DELETE"
    case patch = "PATCH"
    case options = "OPTIONS"

    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Only these methods may carry a body.
    var allowsBody: Bool { self == .post || self == .put || self == .patch }
}

/// `google.cloud.tasks.v2.Task.View`.
enum TaskView: String, WireEnum {
    case unspecified = "VIEW_UNSPECIFIED"
    case basic = "BASIC"
    case full = "FULL"

    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// `google.cloud.tasks.v2.Queue.State`.
enum QueueState: String, WireEnum {
    case unspecified = "STATE_UNSPECIFIED"
    case running = "RUNNING"
    case paused = "PAUSED"
    case disabled = "DISABLED"

    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
