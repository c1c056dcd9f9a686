import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// A file of a bucket that Cloud Storage tells of.
package struct DroppedFile: Sendable, Hashable {
    package var bucket: String
    package var name: String

    package init(bucket: String, name: String) {
        self.bucket = bucket
        self.name = name
    }
}

/// Takes in what was put into the bucket's `references/`: what must be said of a reference stands in the object's metadata.
///
/// `rights` and `adults_only` must be there, or the reference is recorded as rejected with that reason; `owner` says whose it is, and
/// without it it is everybody's; `title` is what it is called. Telling twice of a file changes nothing; telling of one that was
/// rejected, because its metadata was mended, tries it again.
struct DroppedFiles: Sendable {
    let services: PipelineServices
    private static let largest: Int64 = 100 << 20

    func take(_ file: DroppedFile) async throws {
        let folder = DropFolder(bucket: services.settings.bucket)
        guard file.bucket == folder.bucket, let name = folder.file(named: file.name) else {
            return services.logger.debug("a file that is no reference", metadata: ["file": "\(file.name)"])
        }
        guard let info = try await services.objects.info(name) else {
            return services.logger.notice("a file is gone before it was taken in", metadata: ["file": "\(name)"])
        }
        let told = Told(info)
        let intake = ReferenceIntake(store: services.store, queue: services.queue, clock: services.clock)
        let id = try ReferenceIntake.id(ofLink: folder.url(of: name), owner: told.owner)
        let fileName = String(file.name.split(separator: "/").last ?? "video")
        let entry = ReferenceIntake.Entry(
            id: id, owner: told.owner, title: told.title ?? fileName, fileName: fileName, source: .upload(name),
            rights: told.rights, adultsOnly: told.adultsOnly)
        let reason = told.problem ?? (info.bytes > Self.largest ? "the file is larger than \(Self.largest) bytes" : nil)
        let metadata: Logger.Metadata = ["file": "\(name)", "reference": "\(id)", "reason": "\(reason ?? "none")"]
        if let reason {
            try await intake.reject(entry, because: reason)
            services.logger.warning("a file was put into the bucket and rejected", metadata: metadata)
        } else {
            try await intake.add(entry)
            services.logger.info("a file was put into the bucket and is taken in", metadata: metadata)
        }
    }

    /// What an object's metadata says of a reference.
    private struct Told {
        var owner = OwnerID.shared
        var rights: ReferenceDocument.Rights?
        var adultsOnly: Bool
        var title: String?
        var problem: String?

        init(_ info: ObjectInfo) {
            let said = info.attributes.metadata
            var missing: [String] = []
            rights = said["rights"].flatMap(ReferenceDocument.Rights.init)
            if rights == nil {
                let words = ReferenceDocument.Rights.allCases.map(\.rawValue).joined(separator: ", ")
                missing.append("rights must be one of \(words)")
            }
            adultsOnly = said["adults_only"] == "true"
            if !adultsOnly { missing.append("adults_only must be true: references show adults only") }
            if let text = said["owner"] {
                if let owner = OwnerID(rawValue: text) { self.owner = owner } else { missing.append("owner is none") }
            }
            title = said["title"].flatMap { $0.utf8.count <= 200 ? $0 : nil }
            if !missing.isEmpty { problem = "the object's metadata: " + missing.joined(separator: "; ") }
        }
    }
}

extension PushReceiver {
    /// A file was put into the bucket, or what is said of one changed.
    ///
    /// - Throws: when a commit or an enqueue failed, so that it is to be told again.
    package func stored(_ file: DroppedFile) async throws {
        try await DroppedFiles(services: services).take(file)
    }
}
