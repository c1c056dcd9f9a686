/// What a stage or step belongs to.
package enum Subject: Hashable, Sendable {
    case run(RunID)
    case job(JobID)
    case reference(ReferenceID)
}

extension Subject {
    /// The job that it is or belongs to; nil for a reference.
    package var job: JobID? {
        switch self {
        case .run(let run): run.job
        case .job(let job): job
        case .reference: nil
        }
    }
}
