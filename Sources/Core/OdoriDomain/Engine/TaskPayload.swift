import OdoriJSON
package import Foundation

/// The body of a push: which stage or step, and which of its checks. It holds no state: everything else is read from documents.
///
/// Layout 1, kept readable for ever: `{"version":1, "job_id":…, "slot":0, "stage":…, "generation":0, "check":0}`; a job's step has
/// no `slot`, a reference's step has `reference_id` in place of `job_id`.
package struct TaskPayload: Hashable, Sendable {
    package var subject: Subject
    package var stage: StageID
    package var generation: Int
    package var check: Int

    package init(subject: Subject, stage: StageID, generation: Int, check: Int) {
        self.subject = subject
        self.stage = stage
        self.generation = generation
        self.check = check
    }

    package static let currentVersion = 1

    /// The payload's bytes; equal payloads give equal bytes.
    package func encoded() -> Data {
        let output = JSONOutput()
        var members = JSONObjectWriter<PayloadKey>(output)
        members.add(.check, check)
        members.add(.generation, generation)
        switch subject {
        case .run(let run):
            members.add(.jobID, run.job.rawValue)
            members.add(.slot, run.slot.number)
        case .job(let job): members.add(.jobID, job.rawValue)
        case .reference(let reference): members.add(.referenceID, reference.rawValue)
        }
        members.add(.stage, stage.rawValue)
        members.add(.version, Self.currentVersion)
        members.end()
        return output.data
    }

    /// The task's name in its queue: unique for subject, stage, generation and check; it begins with a hash because names with a
    /// common beginning slow a whole Cloud Tasks queue down.
    package var taskName: String {
        let rest = "\(subjectName)-\(stage)-g\(generation)-c\(check)"
        return "\(hexSHA256(Data(rest.utf8)).prefix(16))-\(rest)"
    }

    private var subjectName: String {
        switch subject {
        case .run(let run): "\(run.job)-\(run.slot.name)"
        case .job(let job): "\(job)-job"
        case .reference(let reference): "\(reference)-reference"
        }
    }

    /// The worker's path for this payload.
    package var path: String {
        switch subject {
        case .run: "/tasks/stage"
        case .job: "/tasks/job"
        case .reference: "/tasks/reference"
        }
    }
}

private enum PayloadKey: String, CodingKey {
    case check, generation
    case jobID = "job_id"
    case referenceID = "reference_id"
    case slot, stage, version
}
