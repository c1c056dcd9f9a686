package import AsyncHTTPClient
import Foundation
import OdoriDomain
package import OdoriPorts

/// Who this process is to Google's APIs: found in the order of the official libraries.
package struct GoogleCredentials: Sendable {
    /// What every service here is called with; what may be done is decided by roles.
    static let scope = "https://www.googleapis.com/auth/cloud-platform"

    package let tokens: any AccessTokens
    /// Signs for the service account; nil for a person's credentials.
    package let signer: (any BlobSigner)?
    /// The project that the credentials themselves name.
    private let ownProject: String?
    private let metadata: MetadataServer?

    /// Where credentials may be.
    package struct Places: Sendable, Hashable {
        /// The file that `GOOGLE_APPLICATION_CREDENTIALS` names.
        package var file: String?
        /// The file that `gcloud auth application-default login` writes; it need not exist.
        package var userFile: String?
        /// `host[:port]`; nil = the usual one.
        package var metadataHost: String?
        /// No metadata server is looked for.
        package var skipsMetadata: Bool

        package init(
            file: String? = nil, userFile: String? = nil, metadataHost: String? = nil, skipsMetadata: Bool = false
        ) {
            self.file = file
            self.userFile = userFile
            self.metadataHost = metadataHost
            self.skipsMetadata = skipsMetadata
        }
    }

    /// Looks in all places.
    ///
    /// - Parameter isSelfSigned: a service account's key signs the tokens themselves, and no token server is asked.
    /// - Throws: `credentials_missing`, `credentials_invalid`, `credentials_unsupported` (permanent).
    package static func find(
        _ places: Places, http: HTTPClient, clock: any WallClock, isSelfSigned: Bool = false
    ) async throws -> GoogleCredentials {
        let endpoint = TokenEndpoint(http: http, clock: clock)
        for path in [places.file, places.userFile.flatMap(existing)].compactMap(\.self) {
            var file = try CredentialFile(path: path)
            // What gcloud wrote names no project, but stands beside the project that gcloud is set to.
            if path == places.userFile, file.project_id == nil { file.project_id = GcloudProject.find(beside: path) }
            return try GoogleCredentials(file, path, endpoint, isSelfSigned: isSelfSigned)
        }
        let metadata = MetadataServer(host: places.metadataHost ?? "169.254.169.254", endpoint: endpoint)
        guard !places.skipsMetadata, await metadata.exists() else {
            throw OdoriError(
                .credentialsMissing,
                """
                no credentials for Google Cloud: set GOOGLE_APPLICATION_CREDENTIALS to a service account's file, run \
                `gcloud auth application-default login`, or run where there is a metadata server
                """)
        }
        let tokens = CachedTokens(metadata, clock: clock)
        return GoogleCredentials(
            tokens: tokens,
            signer: IAMSigner(tokens: tokens, http: http, clock: clock, email: { try await metadata.email() }),
            ownProject: nil,
            metadata: metadata
        )
    }

    private static func existing(_ path: String) -> String? {
        FileManager.default.fileExists(atPath: path) ? path : nil
    }

    private init(tokens: any AccessTokens, signer: (any BlobSigner)?, ownProject: String?, metadata: MetadataServer?) {
        self.tokens = tokens
        self.signer = signer
        self.ownProject = ownProject
        self.metadata = metadata
    }

    private init(_ file: CredentialFile, _ path: String, _ endpoint: TokenEndpoint, isSelfSigned: Bool) throws {
        switch file.type {
        case "service_account":
            let account = try ServiceAccount(file)
            let source = ServiceAccountTokens(account: account, endpoint: endpoint, isSelfSigned: isSelfSigned)
            self.init(
                tokens: CachedTokens(source, clock: endpoint.clock),
                signer: KeySigner(account: account),
                ownProject: account.project,
                metadata: nil
            )
        case "authorized_user":
            let source = AuthorizedUserTokens(file: file, endpoint: endpoint)
            let tokens = CachedTokens(source, clock: endpoint.clock)
            self.init(tokens: tokens, signer: nil, ownProject: file.project_id, metadata: nil)
        case "external_account", "external_account_authorized_user", "impersonated_service_account",
            "gdch_service_account":
            throw OdoriError(
                .credentialsUnsupported,
                """
                \(path) holds credentials of the type \(file.type ?? ""), which are not supported; use a service \
                account's file, a user's, or the metadata server
                """)
        case let type:
            throw OdoriError(
                .credentialsInvalid, "\(path) holds credentials of no known type: \(type ?? "it names none")")
        }
    }

    /// The project that the credentials belong to, where they tell.
    package func project() async throws -> String? {
        if let ownProject { return ownProject }
        return try await metadata?.project()
    }
}
