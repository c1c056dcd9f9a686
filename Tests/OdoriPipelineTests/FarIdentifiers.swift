import OdoriDomain
import OdoriPorts

/// Ids that no `SequenceIdentifiers` gives.
struct FarIdentifiers: IdentifierSource {
    func jobID() -> JobID {
        JobID(rawValue: "11111111-1111-4111-8111-111111111111") ?? SequenceOfOne.id
    }

    func token(bytes: Int) -> String { String(repeating: "f", count: bytes * 2) }
}

private enum SequenceOfOne {
    static let id = FarIdentifiers().jobID()
}
