import Foundation
import OdoriDomain

/// A JSON file of credentials, as much of it as is read.
struct CredentialFile: Decodable, Sendable {
    var type: String?
    var project_id: String?
    var quota_project_id: String?
    var client_email: String?
    var private_key: String?
    var private_key_id: String?
    var token_uri: String?
    var client_id: String?
    var client_secret: String?
    var refresh_token: String?

    /// Throws `credentials_invalid`; what the file holds is never quoted.
    init(path: String) throws(OdoriError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw OdoriError(.credentialsInvalid, "the file of credentials cannot be read: \(path)")
        }
        guard let read = try? JSONDecoder().decode(Self.self, from: data) else {
            throw OdoriError(.credentialsInvalid, "the file of credentials is no JSON object of texts: \(path)")
        }
        self = read
    }
}
