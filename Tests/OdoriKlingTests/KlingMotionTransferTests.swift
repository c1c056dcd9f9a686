import Foundation
import OdoriDomain
import OdoriFakes
import OdoriKling
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@Suite("Kling, all going well", .timeLimit(.minutes(2)))
struct KlingMotionTransferTests {
    @Test("a dance is ordered, followed, found by its key, fetched, and costs what the provider's books say")
    func dance() async throws {
        try await FakeProviders.running(faults: #"{"end_after_ms": 1500}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                let key = try OperationKey.numbered(1)
                #expect(try await studio.kling.lookUp(key) == [])
                let id = try await studio.submit(key)
                #expect(try await studio.kling.lookUp(key) == [id])
                guard case .running = try await studio.kling.check(id, progress: { _ in }) else {
                    throw Unexpected("it has ended already")
                }
                guard case .succeeded(let price) = try await studio.end(of: id) else {
                    throw Unexpected("it did not succeed")
                }
                #expect(price == 1_680_000)
                try await expectFilm(id, studio)
                let books = try await fake.books()
                #expect(books.operations == 1 && books.duplicates == 0 && books.arrived == 1)
                #expect(books.billed == price)
                #expect(books.submissions.map(\.key) == [key.rawValue])
                #expect(books.submissions.map(\.answered) == [true])
            }
        }
    }

    private func expectFilm(_ id: String, _ studio: Studio) async throws {
        let file = FilePath(NSTemporaryDirectory()).appending("odori-kling-\(UUID().uuidString).mp4")
        defer { try? FileManager.default.removeItem(atPath: file.string) }
        let origin = try await studio.kling.fetch(id, into: file)
        #expect(FileManager.default.contents(atPath: file.string) == FakeProviders.filmBytes)
        #expect(origin.provider == "kling" && origin.model == "kling-3.0" && origin.operationID == id)
        #expect(origin.promptHash.count == 64)
    }

    @Test("an operation that is not finished, or not known, has no video")
    func noVideo() async throws {
        try await FakeProviders.running(faults: #"{"end_after_ms": 60000}"#) { fake in
            try await Studio.working(at: fake.base) { studio in
                let id = try await studio.submit(try OperationKey.numbered(1))
                for id in [id, "none", "../x?y=1", ""] {
                    let error = try await failure { try await studio.kling.fetch(id, into: "/nowhere/x") }
                    #expect(error.code == .operationLost)
                }
                guard case .unknown = try await studio.kling.check("700", progress: { _ in }) else {
                    throw Unexpected("an unknown id is not unknown")
                }
            }
        }
    }

    @Test("says what it can, and asks the worst price of an order")
    func capabilities() async throws {
        try await Studio.working(at: "http://127.0.0.1:9") { studio in
            let can = studio.kling.capabilities
            #expect(can.provider == "kling" && can.canLookUpByKey && !can.canCancel && !can.worksInCheck)
            #expect(can.visibilityDelay > .zero)
            #expect(studio.kling.price(try await MotionOrder.pretend(seconds: 9.2)) == 1_680_000)
            #expect(studio.kling.price(try await MotionOrder.pretend(seconds: 10.1)) == 1_848_000)
            try await studio.kling.cancel("1")
        }
    }
}
