import OdoriJSON
import HTTPTypes
import OdoriLocal
import OdoriDomain
import OdoriPorts
import Testing

@Suite("Owners see their own things only")
struct OwnerIsolationTests {
    @Test("another owner's job is not there: no status, no cancel, not in the list")
    func jobs() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            _ = try await api.post("/run", #"{"count": 1}"#)
            let path = "/status/\(APIFixture.jobID)"
            #expect(try await api.get(path, key: APIFixture.otherKey).isProblem(404))
            let before = fixture.documents.everything().map(\.version)
            let cancel = try await api.send(
                .post,
                "/api/v1/pipeline/cancel/\(APIFixture.jobID)",
                key: APIFixture.otherKey
            )
            #expect(try cancel.isProblem(404))
            #expect(fixture.documents.everything().map(\.version) == before)
            let list = try await api.get("/jobs", key: APIFixture.otherKey).json()
            #expect(list["jobs"] == .array([]))
            #expect(try await api.get(path).status == 200)
        }
    }

    @Test("what does not exist and what is somebody else's are told apart by nothing")
    func alike() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            _ = try await api.post("/run", #"{"count": 1}"#)
            let theirs = try await api.get("/status/\(APIFixture.jobID)", key: APIFixture.otherKey)
            let nobodys = try await api.get("/status/\(APIFixture.jobID.dropLast())9", key: APIFixture.otherKey)
            let malformed = try await api.get("/status/nothing", key: APIFixture.otherKey)
            for answer in [theirs, nobodys, malformed] {
                #expect(try answer.isProblem(404))
                #expect(try answer.json()["detail"] == .string("there is no such job"))
            }
        }
    }

    @Test("another owner's upload is neither listed nor found nor danced to")
    func references() async throws {
        let fixture = try await APIFixture()
        try await fixture.test { api in
            let added = try await api.upload([1, 2, 3], query: "rights=owned&adults_only=true&file_name=mine.mp4")
                .json()
            guard case .string(let id)? = added["id"] else {
                Issue.record("no id")
                return
            }
            #expect(try await api.get("/references/\(id)").status == 200)
            #expect(try await api.get("/references/\(id)", key: APIFixture.otherKey).isProblem(404))
            #expect(try await ids(api, APIFixture.key) == [id, "studio_one"])
            #expect(try await ids(api, APIFixture.otherKey) == ["studio_one"])
            let run = #"{"count": 1, "reference_videos": ["mine.mp4"]}"#
            #expect(try await api.post("/run", run, key: APIFixture.otherKey).pointers() == ["/reference_videos/0"])
            #expect(try await api.post("/run", run).status == 202)
        }
    }

    private func ids(_ api: APIClient, _ key: String) async throws -> [String] {
        guard case .array(let references)? = try await api.get("/references", key: key).json()["references"] else {
            return []
        }
        return references.compactMap { if case .string(let id)? = $0["id"] { id } else { nil } }
    }
}
