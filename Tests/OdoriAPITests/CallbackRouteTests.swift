import OdoriJSON
import Foundation
import HTTPTypes
import OdoriDomain
import OdoriJobs
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Providers' callbacks over HTTP")
struct CallbackRouteTests {
    private static let body = #"{"id":"1","status":"succeeded"}"#

    private func path(for provider: String = "kling", as other: String? = nil) throws -> String {
        let job = try #require(JobID(rawValue: APIFixture.jobID))
        let target = CallbackTarget(run: RunID(job: job, slot: Slot(0)), stage: .dance(1), generation: 2)
        let link = CallbackLinks(signer: PlainSigner(), publicURL: "").link(for: provider, target)
        return other.map { link.replacing("/\(provider)/", with: "/\($0)/") } ?? link
    }

    private func headers() throws -> HTTPFields {
        [
            try #require(HTTPField.Name("Webhook-Id")): "1", try #require(HTTPField.Name("X-Fal-Webhook-User-Id")): "u",
            .authorization: "Bearer secret", .cookie: "a=b",
        ]
    }

    @Test("needs no key; the headers of signatures and the body go to the worker as they came, and nothing else")
    func handedOn() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let answer = try await client.send(
                .post, try path(), key: nil, headers: try headers(), body: Array(Self.body.utf8))
            #expect(answer.status == 200)
            #expect(try answer.json()["success"] == .bool(true))
        }
        let task = try #require(await fixture.queue.accepted.first)
        #expect(task.queue == .poll && task.path == "/tasks/callback")
        let read = try CallbackTask(reading: task.body)
        #expect(read.provider == "kling" && read.callback.body == Data(Self.body.utf8))
        #expect(read.callback.headers == ["webhook-id": "1", "x-fal-webhook-user-id": "u"])
    }

    @Test("the same bytes once more are the same task")
    func replay() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            for _ in 1...3 {
                let answer = try await client.send(.post, try path(), key: nil, body: Array(Self.body.utf8))
                #expect(answer.status == 200)
            }
        }
        #expect(await fixture.queue.accepted.count == 1)
        #expect(await fixture.queue.repeated == 2)
    }

    @Test("a token that is not ours, or another provider's, leads nowhere and costs nothing")
    func wrongToken() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let good = try path()
            for wrong in [
                good + "0", String(good.dropLast()), good.replacing("dance_1", with: "dance_2"),
                good.replacing(".g2.", with: ".g3."), try path(as: "fal"), "/api/v1/callbacks/kling/x",
                "/api/v1/callbacks/kling/...",
            ] {
                let answer = try await client.send(.post, wrong, key: nil, body: Array(Self.body.utf8))
                #expect(try answer.isProblem(404), "\(wrong)")
            }
            #expect(try await client.send(.get, good, key: nil).status == 405)
        }
        #expect(try await fixture.isUntouched())
    }

    @Test("64 KiB are taken, a byte more is not")
    func size() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { client in
            let most = [UInt8](repeating: 32, count: ProviderCallback.largestBody)
            let path = try path()
            #expect(try await client.send(.post, path, key: nil, body: most).status == 200)
            #expect(try await client.send(.post, path, key: nil, body: most + [32]).status == 413)
        }
    }
}
