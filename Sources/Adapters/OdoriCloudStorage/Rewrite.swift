import OdoriJSON
import Foundation
import NIOCore
import NIOHTTP1
import OdoriDomain
import OdoriGoogleAuth
import OdoriPorts

/// One copy inside the service, in as many steps as it wants.
struct Rewrite: Sendable {
    let client: StorageClient
    let source: StoredResource
    let target: ObjectName
    let attributes: ObjectAttributes
    let precondition: ObjectPrecondition
    private let upload = UploadName.fresh()

    init(
        client: StorageClient, source: StoredResource, target: ObjectName, attributes: ObjectAttributes,
        precondition: ObjectPrecondition
    ) {
        self.client = client
        self.source = source
        self.target = target
        self.attributes = attributes
        self.precondition = precondition
    }

    private struct Step: Decodable {
        var done: Bool
        var rewriteToken: String?
        var resource: StoredResource?
    }

    func run() async throws -> StoredResource {
        let sha256 = source.metadata?[StoredResource.sha256Name] ?? ""
        let body = try QuickJSON.encode(NewResource(attributes, sha256: sha256, upload: upload))
        let bucket = URLText.escaped(client.configuration.bucket)
        let place = "\(client.configuration.objects)/\(URLText.escaped(source.name))/rewriteTo"
        let url = "\(place)/b/\(bucket)/o/\(URLText.escaped(target.rawValue))"
        var token: String?
        while true {
            var query = precondition.query + [("ifSourceGenerationMatch", source.generation)]
            if let token { query.append(("rewriteToken", token)) }
            let step: Step
            do {
                step = try await client.repeating {
                    let answer = try await client.send(
                        .POST, "\(url)?\(URLText.query(query))", json: body,
                        deadline: client.configuration.pieceDeadline)
                    return try JSONDecoder().decode(Step.self, from: Data(answer.body.readableBytesView))
                }
            } catch let fault as StorageFault where fault.isPreconditionFailed {
                return try await client.refused(target, upload: upload)
            }
            if step.done, let resource = step.resource { return resource }
            token = step.rewriteToken
        }
    }
}

/// The name of one write, by which an object tells whose it is.
enum UploadName {
    static func fresh() -> String {
        String(UInt64.random(in: 0 ... .max), radix: 36)
    }
}
