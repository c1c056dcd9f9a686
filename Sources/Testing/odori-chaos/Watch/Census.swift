import OdoriDomain

/// All jobs with what the engine knows of them.
struct Census: Sendable {
    struct Job: Sendable {
        var id: JobID
        var status: JobStatus
        /// `stage: code`
        var errors: [String]
        /// Names of objects that the job's results name.
        var files: [String] = []
        var stages: [StageRecord] = []
        var ledger = LedgerDocument()

        var operations: [Operation] { stages.compactMap(\.operation) }
    }

    var jobs: [JobID: Job] = [:]

    var operations: [Operation] { jobs.values.flatMap(\.operations) }

    func count(_ status: JobStatus) -> Int {
        jobs.values.count { $0.status == status }
    }
}
