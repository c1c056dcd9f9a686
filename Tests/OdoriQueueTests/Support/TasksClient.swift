import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1

/// A plain HTTP client of the API, on purpose without any of the server's own types.
struct TasksClient: Sendable {
    static let parent = "projects/p1/locations/l1"

    let baseURL: String

    struct Answer: Sendable {
        let status: Int
        let body: Data

        var json: [String: Any] {
            get throws {
                try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
            }
        }

        /// `STATUS: message` of an error body.
        var error: String {
            get throws {
                let error = try json["error"] as? [String: Any] ?? [:]
                return "\(error["code"] ?? "") \(error["status"] ?? ""): \(error["message"] ?? "")"
            }
        }
    }

    func send(_ method: String, _ path: String, _ body: String? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(baseURL)\(path)")
        request.method = .RAW(value: method)
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let data = Data(try await response.body.collect(upTo: 8 << 20).readableBytesView)
        return Answer(status: Int(response.status.code), body: data)
    }

    @discardableResult
    func createQueue(_ id: String, _ fields: String = "") async throws -> Answer {
        let name = "\(Self.parent)/queues/\(id)"
        let comma = fields.isEmpty ? "" : ","
        return try await send("POST", "/v2/\(Self.parent)/queues", #"{"name":"\#(name)"\#(comma)\#(fields)}"#)
    }

    /// Creates a task from the JSON fields of its `httpRequest` and of the task itself.
    @discardableResult
    func createTask(
        _ id: String? = nil, in queue: String = "q", url: String, http: String = "", task: String = "", view: String = ""
    ) async throws -> Answer {
        let name = id.map { #""name":"\#(Self.parent)/queues/\#(queue)/tasks/\#($0)","# } ?? ""
        let comma = http.isEmpty ? "" : ","
        let taskFields = task.isEmpty ? "" : ",\(task)"
        let viewField = view.isEmpty ? "" : #","responseView":\#(view)"#
        let body = #"{"task":{\#(name)"httpRequest":{"url":"\#(url)"\#(comma)\#(http)}\#(taskFields)}\#(viewField)}"#
        return try await send("POST", "/v2/\(Self.parent)/queues/\(queue)/tasks", body)
    }

    func task(_ id: String, in queue: String = "q", query: String = "") async throws -> Answer {
        try await send("GET", "/v2/\(Self.parent)/queues/\(queue)/tasks/\(id)\(query)")
    }

    func deleteTask(_ id: String, in queue: String = "q") async throws -> Answer {
        try await send("DELETE", "/v2/\(Self.parent)/queues/\(queue)/tasks/\(id)")
    }

    /// Returns once a task is gone, which is when its success is committed.
    func waitUntilGone(_ id: String, in queue: String = "q") async throws {
        for _ in 0..<500 {
            if try await task(id, in: queue).status == 404 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw StillThere(id: id)
    }

    struct StillThere: Error {
        let id: String
    }
}
