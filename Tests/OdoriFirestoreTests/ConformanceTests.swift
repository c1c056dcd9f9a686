import OdoriJudges
import OdoriPorts
import OdoriTesting
import Testing

@Suite("Firestore's own emulator", .firestoreEmulator, Judges.calls("firestore"), .timeLimit(.minutes(5)))
struct ConformanceTests {
    @Test("Firestore keeps the port's promises", arguments: DocumentStoreConformance.cases)
    func promises(_ promise: DocumentStoreConformance.Case) async throws {
        try await EmulatorPromises.check(promise, on: try FirestoreEmulator.running.store())
    }
}
