import OdoriJSON
package import Foundation

extension TaskPayload {
    /// Why bytes are no payload for this build.
    package enum Unreadable: Error, Hashable {
        case noPayload(String)
        /// Written by a newer build, which will read it.
        case newerVersion(Int)
    }

    package init(reading data: Data) throws(Unreadable) {
        let body: JSONValue
        do {
            body = try JSONReader.read([UInt8](data))
        } catch {
            throw .noPayload("no JSON: \(error.reason) (byte \(error.offset))")
        }
        let version = try Self.integer("version", in: body)
        guard version <= Self.currentVersion else { throw .newerVersion(version) }
        self.init(
            subject: try Self.subject(in: body), stage: StageID(rawValue: try Self.text("stage", in: body)),
            generation: try Self.integer("generation", in: body), check: try Self.integer("check", in: body))
    }

    private static func subject(in body: JSONValue) throws(Unreadable) -> Subject {
        if body["job_id"] != nil {
            let job: JobID = try identifier("job_id", in: body)
            guard body["slot"] != nil else { return .job(job) }
            return .run(RunID(job: job, slot: Slot(try integer("slot", in: body))))
        }
        guard body["reference_id"] != nil else { throw .noPayload("neither job_id nor reference_id") }
        return .reference(try identifier("reference_id", in: body))
    }

    private static func identifier<ID: TextIdentifier>(_ name: String, in body: JSONValue) throws(Unreadable) -> ID {
        guard let id = ID(rawValue: try text(name, in: body)) else { throw .noPayload("\(name) is not one") }
        return id
    }

    private static func text(_ name: String, in body: JSONValue) throws(Unreadable) -> String {
        guard case .string(let text)? = body[name] else { throw .noPayload("\(name) is missing or not a string") }
        return text
    }

    private static func integer(_ name: String, in body: JSONValue) throws(Unreadable) -> Int {
        guard case .integer(let number)? = body[name] else { throw .noPayload("\(name) is missing or no integer") }
        return Int(number)
    }
}
