import Foundation
import NIOHTTP1
import OdoriFakes
import OdoriTesting
import Testing

/// The fake judges our client, so it is judged itself: by what the vendor publishes.
@Suite("The fake provider", .timeLimit(.minutes(2)))
struct FakeTests {
    private static let path = "/motion-control/kling-3.0"

    @Test("takes the published request whole, and its answers have the published shape")
    func published() async throws {
        try await FakeProviders.running(faults: #"{"end_after_ms": 300}"#) { fake in
            let created = try await fake.send(.POST, Self.path, body: try Golden.data("create-request"))
            #expect(created.status == 200)
            #expect(try Golden.shape(of: created.body) == Golden.shape(of: "create-answer"))
            let open = try await fake.send(.GET, "/tasks?external_task_ids=order-0001")
            #expect(try Golden.shape(of: open.body) == Golden.shape(of: "query-answer-open"))
            let ended = try await eventually(within: .seconds(5), "the task ends") {
                let answer = try await fake.send(.GET, "/tasks?external_task_ids=order-0001,order-0002")
                return String(decoding: answer.body, as: UTF8.self).contains("succeeded") ? answer : nil
            }
            #expect(try Golden.shape(of: ended.body) == Golden.shape(of: "query-answer-ended"))
        }
    }

    private static let strange: [(change: @Sendable (inout [String: Any]) -> Void, code: Int, what: String)] = [
        ({ $0["model_name"] = "kling-v3" }, 1200, "a field of the older API"),
        ({ $0["contents"] = nil }, 1200, "no contents"),
        ({ $0["contents"] = "image" }, 1200, "contents of another type"),
        ({ $0["settings"] = nil }, 1200, "no settings"),
        ({ $0["settings"] = ["character_orientation": "video", "mode": "pro"] }, 1200, "an unknown setting"),
        ({ $0["settings"] = ["character_orientation": 1] }, 1200, "a setting of another type"),
        ({ $0["settings"] = ["audio": "off"] }, 1200, "no orientation"),
        ({ $0["settings"] = ["character_orientation": "up"] }, 1201, "an unknown orientation"),
        ({ $0["settings"] = ["character_orientation": "video", "resolution": "4k"] }, 1201, "an unknown resolution"),
        ({ $0["options"] = ["external_task_id": 7] }, 1200, "a key of another type"),
        ({ $0["options"] = ["external_id": "a"] }, 1200, "an unknown option"),
        ({ $0["options"] = ["watermark_info": ["enabled": "no"]] }, 1200, "a watermark of another type"),
        ({ $0["contents"] = [["type": "image", "url": "https://a.test/a.png"]] }, 1200, "no video"),
        (
            { $0["contents"] = [["type": "image", "url": "data:image/png;base64,AAAA"]] }, 1201, "base64 with a prefix"
        ),
        ({ $0["contents"] = [["type": "video", "url": "AAAA"]] }, 1201, "a video that is no URL"),
        ({ $0["contents"] = [["type": "image", "link": "https://a.test/a.png"]] }, 1200, "an unknown field of one"),
    ]

    @Test("refuses every request that the published page does not describe")
    func strict() async throws {
        try await FakeProviders.running { fake in
            for (change, code, what) in Self.strange {
                var request = try #require(
                    try JSONSerialization.jsonObject(with: try Golden.data("create-request")) as? [String: Any])
                change(&request)
                let body = try JSONSerialization.data(withJSONObject: request)
                let answer = try await fake.send(.POST, Self.path, body: body)
                #expect(answer.status == 400 && answer.code == code, "\(what)")
            }
            #expect(try await fake.send(.POST, Self.path, body: Data("{".utf8)).code == 1200)
            let good = try Golden.data("create-request")
            #expect(try await fake.send(.POST, "/motion-control/kling-9", body: good).code == 1203)
            #expect(try await fake.send(.POST, "/v2/videos", body: good).code == 1202)
            #expect(try await fake.send(.POST, Self.path, body: good, headers: [:]).code == 1001)
            #expect(try await fake.send(.POST, Self.path, body: good, headers: ["Authorization": "Key a"]).code == 1002)
            #expect(
                try await fake.send(.POST, Self.path, body: good, headers: ["Authorization": "Bearer a"]).status == 401)
            #expect(try await fake.send(.GET, "/tasks").code == 1200)
            #expect(try await fake.send(.GET, "/tasks?task_ids=1&external_task_ids=2").code == 1200)
            #expect(try await fake.send(.PATCH, "/_faults", body: Data(#"{"nothing": 1}"#.utf8)).status == 400)
            #expect(try await fake.books().operations == 0)
        }
    }

    @Test("its books outlive a kill -9, and the operations in them go on")
    func killed() async throws {
        let ledger = FileManager.default.temporaryDirectory.appending(path: "odori-fake-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: ledger) }
        let faults = #"{"end_after_ms": 200, "lose_reply_every": 2, "repeated_key": "bill_twice"}"#
        try await FakeProviders.running(faults: faults, ledger: ledger.path, ending: .kill) { fake in
            _ = try await fake.send(.POST, Self.path, body: try Golden.data("create-request"))
            await #expect(throws: (any Error).self) {
                try await fake.send(.POST, Self.path, body: try Golden.data("create-request"))
            }
        }
        // As much of a line as the kill left of it.
        let handle = try FileHandle(forWritingTo: ledger)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"{"submission":{"_0":{"num"#.utf8))
        try handle.close()
        try await FakeProviders.running(faults: faults, ledger: ledger.path) { fake in
            let books = try await fake.books()
            #expect(books.operations == 2 && books.keys == 1 && books.duplicates == 1)
            #expect(books.submissions.map(\.answered) == [true, false])
            let answer = try await eventually(within: .seconds(5), "both have ended") {
                let answer = try await fake.send(.GET, "/tasks?external_task_ids=order-0001")
                let ended = String(decoding: answer.body, as: UTF8.self).split(separator: "succeeded").count - 1
                return ended == 2 ? answer : nil
            }
            #expect(answer.status == 200)
        }
    }
}

extension FakeProviders.Answer {
    /// Kling's own number of a failure.
    fileprivate var code: Int? {
        try? JSONDecoder().decode(Code.self, from: body).code
    }

    private struct Code: Decodable {
        var code: Int
    }
}
