import Foundation

/// Chooses a job's references: the requested ones in order, the rest picked from the catalogue as read at acceptance.
package enum ReferencePicker {
    /// Always `JobConfig.dancesPerRun` ids, distinct while the catalogue allows; the same job gives the same choice.
    package static func pick(job: JobID, requested: [ReferenceID], catalogue: [ReferenceID]) -> [ReferenceID] {
        let shuffled = catalogue.sorted { rank($0, job) < rank($1, job) }
        let fresh = shuffled.filter { !requested.contains($0) }
        let pool = requested + fresh
        guard !pool.isEmpty else { return [] }
        return (0..<JobConfig.dancesPerRun).map { pool[$0 % pool.count] }
    }

    private static func rank(_ reference: ReferenceID, _ job: JobID) -> String {
        hexSHA256(Data("\(job)/\(reference)".utf8))
    }
}
