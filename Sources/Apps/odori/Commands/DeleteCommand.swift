import ArgumentParser
import OdoriConsole
import OdoriDomain
import OdoriJobs

/// Removes a job for good.
struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an ended job with its characters, all their files and every document.",
        discussion: """
            Works on documents and files themselves, so it needs what the servers need to reach them: ODORI_DATA_DIR, or \
            ODORI_STORE=firestore and ODORI_OBJECTS=gcs with Google Cloud's credentials. References stay. What was deleted does not come back.
            """
    )

    @Argument(help: "The job's id.")
    var job: String

    @Flag(help: "Delete it: without this nothing is done.")
    var yes = false

    func run() async throws {
        guard let id = JobID(rawValue: job) else { throw ValidationError("\(job) is no job's id") }
        guard yes else { throw ValidationError("--yes deletes job \(id) for good") }
        do {
            let removed = try await OdoriAssembly(Configuration.read()).removal().remove(id)
            print("\(id): \(removed.files) files and \(removed.documents) documents deleted")
        } catch JobRemoval.Refusal.unknown {
            throw ValidationError("there is no job \(id)")
        } catch JobRemoval.Refusal.goesOn(let status) {
            throw ValidationError("job \(id) is \(status.rawValue); cancel it first: odori cancel \(id)")
        }
    }
}
