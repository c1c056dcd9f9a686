import Foundation
import GRDB
import OdoriJSON

extension TaskRecord {
    /// Reads a live row of `tasks` that is joined with its queue's name as `queue_name`.
    init(row: Row) throws {
        let token = (row["token_email"] as String?).map { email in
            WireOIDCToken(serviceAccountEmail: email, audience: row["token_audience"])
        }
        let request = TargetRequest(
            url: row["url"],
            method: HTTPMethodName(rawValue: row["method"]) ?? .post,
            headers: try StoredJSON.value(row["headers"]) ?? [:],
            body: row["body"],
            oidcToken: token
        )
        self.init(
            id: row["id"],
            queue: row["queue"],
            name: try TaskName(queue: QueueName(path: row["queue_name"]), id: row["name"]),
            created: Timestamp(microseconds: row["created_at"]),
            task: AcceptedTask(
                request: request,
                scheduleTime: Timestamp(microseconds: row["due_at"]),
                dispatchDeadline: .microseconds(row["deadline"] as Int64),
                retryConfig: try StoredJSON.value(row["retry"])
            ),
            history: AttemptHistory(row: row)
        )
    }
}

extension AttemptHistory {
    fileprivate init(row: Row) {
        func instant(_ column: String) -> Timestamp? {
            (row[column] as Int64?).map(Timestamp.init(microseconds:))
        }
        self.init(
            dispatches: row["dispatches"],
            responses: row["responses"],
            executions: row["executions"],
            firstDispatch: instant("first_dispatch_at"),
            lastSchedule: instant("last_due_at"),
            lastDispatch: instant("last_dispatch_at"),
            lastResponse: instant("last_response_at"),
            lastStatus: row["last_status"]
        )
    }
}

/// Small values kept as JSON text in a column.
enum StoredJSON {
    static func text(_ value: (some Encodable)?) throws -> String? {
        try value.map { String(decoding: try QuickJSON.encode($0), as: UTF8.self) }
    }

    /// What stands in the column is not what was put there. No caller's fault, so that it is no `APIError`.
    struct Unreadable: Error {
        let reason: String
    }

    static func value<Value: RequestReadable>(_ text: String?) throws(Unreadable) -> Value? {
        guard let text else { return nil }
        do {
            return try Value(RequestValue(body: Data(text.utf8)))
        } catch {
            throw Unreadable(reason: error.message)
        }
    }
}
