import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import OdoriAPI
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriPorts
import OdoriPretend
import OdoriTesting

/// The API on doubles, with two owners and one shared reference.
struct APIFixture: Sendable {
    static let key = "key-of-anna"
    static let otherKey = "key-of-ben"
    static let anna = owner("anna")
    static let ben = owner("ben")
    static let jobID = "00000000-0000-4000-8000-000000000001"

    let documents = MemoryDocumentStore()
    let objects = MemoryObjectStore()
    let queue = RecordingTaskQueue()
    let clock = ManualClock()
    let scratch = CountingScratchSpace()
    /// What stands in the store before any request.
    let seeded: [DocumentVersion]
    var hasLinks = true
    var uploadLimit: Int64 = 4096
    var rateLimit: Double?
    var corsOrigins: Set<String> = []
    var eventPeriods: ClosedRange<Duration> = .milliseconds(400) ... .milliseconds(400)
    var store: (any DocumentStore)?
    var faultyQueue: (any TaskQueue)?
    var objectStore: (any ObjectStore)?
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init(withReference: Bool = true) async throws {
        if withReference {
            let id = try Self.require(ReferenceID(rawValue: "studio_one"))
            let reference = ReferenceDocument(
                id: id,
                owner: .shared,
                title: "Studio one",
                fileName: "one.mp4",
                source: .studio("one"),
                rights: .owned,
                adultsOnly: true,
                now: clock.now
            )
            _ = try await documents.commit([.put(reference, at: .reference(id), if: .absent)])
        }
        seeded = documents.everything().map(\.version)
    }

    func test(
        _ setup: TestingSetup = .router,
        _ body: @Sendable (APIClient) async throws -> Void
    ) async throws {
        let api = APIRouter(services)
        var application = Application(
            router: api.router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: logger
        )
        application.addServices(api.feed)
        try await application.test(setup) { client in
            try await body(APIClient(client: client))
        }
    }

    var services: APIServices {
        APIServices(
            store: store ?? documents,
            objects: objectStore ?? objects,
            queue: faultyQueue ?? queue,
            clock: clock,
            identifiers: SequenceIdentifiers(),
            signer: PlainSigner(),
            scratch: scratch,
            settings: settings,
            logger: logger,
            callbackSigner: PlainSigner()
        )
    }

    private var settings: APISettings {
        APISettings(
            keys: BearerKeys([
                (Self.anna, hexSHA256(Data(Self.key.utf8))), (Self.ben, hexSHA256(Data(Self.otherKey.utf8))),
            ]),
            maxCount: 20,
            bucket: "local",
            objectPrefix: "anime_dance",
            publicURL: "http://odori.test",
            hasLinks: hasLinks,
            uploadLimit: uploadLimit,
            rateLimit: rateLimit,
            corsOrigins: corsOrigins,
            eventPeriods: eventPeriods
        )
    }

    /// Whether no document, task, object or file came to what was there before.
    func isUntouched() async throws -> Bool {
        let tasks = await queue.accepted
        let stored = try await objects.list(prefix: "", after: nil, limit: 10)
        return documents.everything().map(\.version) == seeded && tasks.isEmpty && stored.isEmpty && scratch.left == 0
    }

    private static func owner(_ name: String) -> OwnerID {
        guard let owner = OwnerID(rawValue: name) else { preconditionFailure("a test's owner is well-formed") }
        return owner
    }

    struct Missing: Error {}

    static func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}

/// Signs by hashing with a fixed salt.
struct PlainSigner: Signer {
    func signature(of text: String) -> String {
        hexSHA256(Data("salt/\(text)".utf8))
    }

    func isValid(_ signature: String, of text: String) -> Bool {
        signature == self.signature(of: text)
    }
}
