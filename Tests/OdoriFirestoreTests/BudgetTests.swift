import Foundation
import OdoriDomain
import OdoriFirestore
import OdoriJobs
import OdoriJudges
import OdoriTesting
import Testing

@Suite("what it costs on Firestore", .firestoreEmulator, Judges.calls("firestore"), .timeLimit(.minutes(1)))
struct BudgetTests {
    @Test("accepting a job is one commit and one task")
    func acceptance() async throws {
        let emulator = try FirestoreEmulator.running
        let relay = Relay(to: emulator.host)
        try await relay.serving { address in
            let clock = HurriedClock()
            let queue = RecordingTaskQueue()
            let store = emulator.store(through: address, clock: clock)
            let owner = try #require(OwnerID(rawValue: "owner-\(UInt32.random(in: 0 ... .max))"))
            let id = try #require(ReferenceID(rawValue: "r\(UInt32.random(in: 0 ... .max))"))
            _ = try await ReferenceIntake(store: store, queue: queue, clock: clock).add(
                .init(
                    id: id, owner: owner, title: "a", fileName: "a.mp4", source: .studio("a"), rights: .owned,
                    adultsOnly: true))
            _ = await queue.takeAll()
            relay.forget()
            let acceptance = JobAcceptance(
                store: store, queue: queue, clock: clock, identifiers: SequenceIdentifiers())
            _ = try await acceptance.accept(JobConfig(count: 5), owner: owner)
            #expect(relay.calls.filter { $0 == "commit" }.count == 1)
            #expect(await queue.takeAll().count == 1)
        }
    }
}
