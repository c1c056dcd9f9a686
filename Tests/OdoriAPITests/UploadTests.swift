import OdoriJSON
import OdoriLocal
import HTTPTypes
import Hummingbird
import NIOCore
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Testing

@testable import OdoriAPI

@Suite("Uploads of references")
struct UploadTests {
    @Test("an upload is stored, entered as ingesting, and its first step is enqueued")
    func upload() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let query = "rights=licensed&adults_only=true&title=Our%20dance&file_name=dance.mov"
            let answer = try await api.upload([1, 2, 3], query: query, type: "video/quicktime; x=y")
            #expect(answer.status == 202)
            let body = try answer.json()
            guard case .string(let id)? = body["id"] else {
                Issue.record("no id")
                return
            }
            #expect(id.wholeMatch(of: #/ref_[0-9a-f]{16}/#) != nil)
            #expect(answer.header(.location) == "/api/v1/pipeline/references/\(id)")
            #expect(try body == JSONValue(golden: UploadGolden.answer(id: id)))
            let tasks = await fixture.queue.accepted
            #expect(tasks.map(\.path) == ["/tasks/reference"])
            let stored = try await fixture.objects.list(prefix: "", after: nil, limit: 9)
            #expect(stored.map(\.name.rawValue) == ["anime_dance/references/\(id)/original"])
            #expect(stored.map(\.bytes) == [3])
            #expect(stored.map(\.attributes.contentType) == ["video/quicktime"])
            #expect(fixture.scratch.left == 0)
        }
    }

    @Test("the same file of the same owner is the same reference; of another owner it is another one")
    func same() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let first = try await api.upload([1, 2, 3]).json()
            let second = try await api.upload([1, 2, 3], query: "rights=owned&adults_only=true&title=Again").json()
            let other = try await api.upload([1, 2, 3], key: APIFixture.otherKey).json()
            #expect(first == second)
            #expect(first["id"] != other["id"])
            #expect(await fixture.queue.accepted.count == 2)
        }
    }

    @Test(
        "an upload without what it must say is a 422 that names it, and leaves nothing behind",
        arguments: [
            ("", ["/rights", "/adults_only"]), ("rights=owned", ["/adults_only"]),
            ("rights=stolen&adults_only=true", ["/rights"]), ("rights=owned&adults_only=false", ["/adults_only"]),
            ("rights=owned&adults_only=yes", ["/adults_only"]),
            ("rights=owned&adults_only=true&file_name=a/b", ["/file_name"]),
            ("rights=owned&adults_only=true&file_name=a%0Ab", ["/file_name"]),
            ("rights=owned&adults_only=true&title=a%00b", ["/title"]),
        ]
    )
    func badQuery(query: String, pointers: [String]) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.upload([1], query: query)
            #expect(try answer.isProblem(422))
            #expect(try answer.pointers() == pointers)
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("an empty upload is a 422")
    func empty() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(try await api.upload([]).isProblem(422))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test(
        "what is no video is a 415",
        arguments: ["image/png", "application/octet-stream", "video/", "video/a b", "video/a/b"]
    )
    func noVideo(type: String) async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let answer = try await api.upload([1], type: type)
            #expect(try answer.isProblem(415))
            #expect(try await fixture.isUntouched())
        }
    }

    @Test("an upload above the limit is a 413 and leaves nothing behind")
    func tooLarge() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api async throws in
            #expect(try await api.upload(Array(repeating: 7, count: 4097)).isProblem(413))
            #expect(try await fixture.isUntouched())
            #expect(try await api.upload(Array(repeating: 7, count: 4096)).status == 202)
        }
    }

    @Test("an upload that does not say its length is cut off at the limit, and its file is gone")
    func endless() async throws {
        let scratch = CountingScratchSpace()
        let receiver = UploadReceiver(scratch: scratch, limit: 10_000)
        let pieces = AsyncStream<ByteBuffer> { ByteBuffer(repeating: 7, count: 1000) }
        let problem = await #expect(throws: Problem.self) {
            try await receiver.withFile(of: RequestBody(asyncSequence: pieces)) { _, _ in }
        }
        #expect(problem?.status == .contentTooLarge)
        #expect(scratch.left == 0)
    }

    @Test("an upload that breaks off leaves no file")
    func brokenOff() async throws {
        struct Gone: Error {}
        let scratch = CountingScratchSpace()
        let receiver = UploadReceiver(scratch: scratch, limit: 100)
        let (pieces, continuation) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
        continuation.yield(ByteBuffer(repeating: 7, count: 10))
        continuation.finish(throwing: Gone())
        await #expect(throws: Gone.self) {
            try await receiver.withFile(of: RequestBody(asyncSequence: pieces)) { _, _ in }
        }
        #expect(scratch.left == 0)
    }
}

private enum UploadGolden {
    static func answer(id: String) -> String {
        """
        { "success": true, "id": "\(id)", "shared": false, "title": "Our dance", "file_name": "dance.mov",
          "source": "upload", "rights": "licensed", "adults_only": true, "status": "ingesting", "reason": null,
          "sha256": null, "same_as": null, "media": null, "analysis": null, "video": null, "first_frame": null,
          "created_at": "2026-02-07T10:00:00Z", "updated_at": "2026-02-07T10:00:00Z" }
        """
    }
}
