import OdoriDomain
import OdoriPorts

extension DocumentPage {
    /// The documents' values, without those that cannot be read: one of them must not hide all others. Who asks for it by name is told.
    ///
    /// - Throws: `NewerFormat`.
    func readable<Body: Codable & Equatable & Sendable>(as type: Body.Type) throws -> [Body] {
        try documents.compactMap { document in
            do {
                return try Tracked<Body>(document).value
            } catch let error as OdoriError where error.code == .documentCorrupt {
                return nil
            }
        }
    }
}
