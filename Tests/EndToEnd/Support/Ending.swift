import Foundation

/// What a job's status says at its end, without that in which two jobs of the same order may differ: ids, times, attempts, what it cost,
/// and links that hold a signature.
struct Ending: Equatable, CustomStringConvertible {
    let description: String

    private static let incidental: Set = [
        "created_at", "updated_at", "started_at", "completed_at", "estimated_completion", "attempts", "cost", "version",
        "link", "report_link", "links",
    ]

    init(of job: String, at api: API) async throws {
        let answer = try await api.get("status/\(job)")
        var body = String(decoding: answer.body, as: UTF8.self).replacing(job, with: "JOB")
        // A character's id ends with the second in which it was named.
        for result in try answer.read(Status.self).results { body.replace(result.character_id, with: "CHARACTER") }
        let status = try JSONSerialization.jsonObject(with: Data(body.utf8))
        let rest = try JSONSerialization.data(
            withJSONObject: Self.lasting(status), options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
        description = String(decoding: rest, as: UTF8.self)
    }

    private static func lasting(_ value: Any) -> Any {
        switch value {
        case let object as [String: Any]: object.filter { !incidental.contains($0.key) }.mapValues(lasting)
        case let list as [Any]: list.map(lasting)
        default: value
        }
    }
}
