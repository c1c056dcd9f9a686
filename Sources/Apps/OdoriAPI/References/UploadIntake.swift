import Foundation
import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs
import OdoriPorts

/// Takes an uploaded video into the object store and the catalogue.
struct UploadIntake: Sendable {
    private let objects: any ObjectStore
    private let names: ObjectNames
    private let receiver: UploadReceiver
    private let intake: ReferenceIntake
    private let limit: Int64

    init(services: APIServices) {
        objects = services.objects
        names = ObjectNames(prefix: services.settings.objectPrefix)
        limit = services.settings.uploadLimit
        receiver = UploadReceiver(directory: services.settings.uploads, identifiers: services.identifiers)
        intake = ReferenceIntake(store: services.store, queue: services.queue, clock: services.clock)
    }

    /// The same file of the same owner is the same reference, however often it comes.
    func take(_ request: Request, _ details: UploadDetails, owner: OwnerID) async throws -> ReferenceDocument {
        try request.refuseLength(above: limit)
        return try await receiver.withFile(of: request.body, limit: limit) { file, sha256 in
            let id = try Self.id(sha256: sha256, owner: owner)
            let name = try names.upload(id)
            do {
                try await objects.put(file, as: name, .init(contentType: details.contentType), if: .absent)
            } catch is ObjectPreconditionFailed {
                // The id is made of the content's hash: what is there already is this very file.
            }
            let fileName = details.fileName ?? "\(id).\(details.suffix)"
            return try await intake.add(
                .init(
                    id: id,
                    owner: owner,
                    title: details.title ?? fileName,
                    fileName: fileName,
                    source: .upload(name),
                    rights: details.rights,
                    adultsOnly: true
                )
            )
        }
    }

    /// Salted with the owner, so that nobody learns what others have uploaded.
    private static func id(sha256: String, owner: OwnerID) throws -> ReferenceID {
        let digest = hexSHA256(Data("\(owner)/\(sha256)".utf8))
        guard let id = ReferenceID(rawValue: "ref_\(digest.prefix(16))") else {
            throw OdoriError(.internalError, "a hash made no reference id")
        }
        return id
    }
}
