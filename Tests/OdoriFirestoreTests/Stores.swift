import AsyncHTTPClient
import OdoriFirestore
import OdoriGoogleAuth
import OdoriJudges
import OdoriLocal

extension FirestoreEmulator {
    /// A store on this emulator.
    ///
    /// - Parameter through: another address that leads to it.
    func store(through: String? = nil, patience: Duration = .seconds(20)) -> FirestoreDocumentStore {
        FirestoreDocumentStore(
            FirestoreConfiguration(baseURL: "http://\(through ?? host)", project: "p1", patience: patience),
            caller: GoogleCaller(http: .shared, tokens: nil),
            clock: SystemClock()
        )
    }
}
