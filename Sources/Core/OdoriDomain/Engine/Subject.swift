/// What a stage or step belongs to.
package enum Subject: Hashable, Sendable {
    case run(RunID)
    case job(JobID)
    case reference(ReferenceID)
}
