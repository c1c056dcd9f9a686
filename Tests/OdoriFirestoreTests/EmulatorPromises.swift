import OdoriPorts
import OdoriTesting
import Testing

/// The port's promises, as far as the emulator can show them.
enum EmulatorPromises {
    /// A commit is seen whole by the service's read-only transactions; the emulator shows halves of one now and then, with one read
    /// time for both documents, to the official client as well.
    private static let shownInHalves = "documents written together are never seen apart"

    static func check(_ promise: DocumentStoreConformance.Case, on store: any DocumentStore) async throws {
        guard promise.promise == shownInHalves else { return try await promise.check(store) }
        await withKnownIssue("the emulator shows halves of a commit", isIntermittent: true) {
            try await promise.check(store)
        }
    }
}
