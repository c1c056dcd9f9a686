import OdoriDomain
import OdoriPretend

/// The one reference that the bench's runs dance to: there from the start, never looked at.
enum BenchReference {
    struct Unnamed: Error {}

    static func ready(at now: Timestamp) throws -> ReferenceDocument {
        guard let id = ReferenceID(rawValue: "bench") else { throw Unnamed() }
        var reference = ReferenceDocument(
            id: id, owner: .shared, title: "Bench", fileName: "bench.mp4", source: .studio("bench"), rights: .owned,
            adultsOnly: true, now: now)
        reference.status = .ready
        reference.analysis = PretendDanceAnalyst.analysis
        return reference
    }
}
