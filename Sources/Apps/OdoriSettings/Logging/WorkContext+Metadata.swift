import Logging
import OdoriDomain

extension WorkContext {
    /// What log lines say of the present work without being asked to.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        switch subject {
        case .run(let run):
            metadata["job"] = "\(run.job)"
            metadata["slot"] = "\(run.slot.number)"
        case .job(let job): metadata["job"] = "\(job)"
        case .reference(let reference): metadata["reference"] = "\(reference)"
        case nil: break
        }
        if let stage { metadata["stage"] = "\(stage)" }
        if let attempt { metadata["attempt"] = "\(attempt)" }
        return metadata
    }
}
