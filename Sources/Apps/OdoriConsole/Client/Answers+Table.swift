import Foundation
import OdoriDomain

extension JobsAnswer {
    /// The page as a table for people.
    package var table: Table {
        var table = Table(["job", "status", "characters", "percent", "stage", "created"], rightAligned: [2, 3])
        for job in jobs {
            table.add([
                job.jobID,
                job.status.rawValue,
                "\(job.progress.completed)/\(job.progress.total)",
                "\(job.progress.percentComplete)%",
                job.progress.currentStage ?? "",
                job.createdAt.rfc3339,
            ])
        }
        return table
    }
}

extension ReferencesAnswer {
    /// The catalogue as a table for people.
    package var table: Table {
        var table = Table(["reference", "status", "seconds", "bpm", "rights", "file", "title"], rightAligned: [2, 3])
        for reference in references {
            table.add([
                reference.id,
                reference.status.rawValue,
                Self.text(reference.media?.duration),
                Self.text(reference.analysis?.tempo),
                reference.rights ?? "",
                reference.fileName ?? "",
                [reference.title, reference.reason].compactMap(\.self).joined(separator: ": "),
            ])
        }
        return table
    }

    private static func text(_ value: Double?) -> String {
        value.map { String((($0 * 10).rounded()) / 10) } ?? ""
    }
}
