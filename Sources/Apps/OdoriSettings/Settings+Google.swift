import Foundation

extension Settings {
    /// Where the system runs: what the rest is by default.
    package enum Mode: String, Sendable, CaseIterable {
        case embedded, cloud
    }

    /// Where documents live.
    package enum Store: String, Sendable, CaseIterable {
        case sqlite, firestore
    }

    /// Where files live.
    package enum Objects: String, Sendable, CaseIterable {
        case directory, gcs
    }

    /// Who verifies the pushes' tokens.
    package enum WorkerAuth: String, Sendable, CaseIterable {
        /// The worker itself.
        case oidc
        /// The platform in front of it, which takes the signature off; the worker looks who calls.
        case iam
    }

    /// How Google's services are reached.
    package struct Google: Sendable, Hashable {
        /// Nil: the credentials tell.
        package var project: String?
        package var database: String
        /// The Firestore emulator's address; nil = the service itself.
        package var firestoreURL: String?
        /// The address of a server that speaks Cloud Storage's wire; nil = the service itself.
        package var storageURL: String?
        /// The file that `GOOGLE_APPLICATION_CREDENTIALS` names.
        package var credentialsFile: String?
        /// The file that `gcloud auth application-default login` writes, where it does.
        package var userCredentialsFile: String
        /// `host[:port]`; nil = the usual one.
        package var metadataHost: String?
        package var skipsMetadata: Bool
    }

    /// Where everybody may read the bucket; nil where links do not lead there.
    package var openLinks: String? {
        guard api.mediaLinks == .public else { return nil }
        return "\(google.storageURL ?? "https://storage.googleapis.com")/\(bucket)"
    }

    /// What the process that serves the API needs besides.
    ///
    /// - Throws: every problem at once.
    package func checkForServing() throws(SettingsProblems) {
        guard mode == .cloud else { return }
        var problems = sharedSecretProblems
        if api.keys.isEmpty {
            problems.append(.init(SettingKey.apiKeys.name, "or \(SettingKey.apiKey.name) must be set in cloud mode"))
        }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    /// What a worker needs besides.
    ///
    /// - Throws: every problem at once.
    package func checkForWorking() throws(SettingsProblems) {
        guard mode == .cloud else { return }
        var problems = sharedSecretProblems
        if webhooks.secrets.isEmpty {
            problems.append(.init(SettingKey.webhookSecret.name, Self.sharedSecret))
        }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    /// A secret that a machine makes for itself is unknown to the others, and gone with its disk.
    private static let sharedSecret = "must be set in cloud mode, the same for every instance"

    private var sharedSecretProblems: [SettingsProblems.Problem] {
        api.linkSecret == nil ? [.init(SettingKey.linkSecret.name, Self.sharedSecret)] : []
    }
}

extension Settings.Google {
    init(_ reader: inout EnvironmentReader) {
        project = reader.text(.project) ?? reader.text(.otherProject)
        database = reader.text(.firestoreDatabase, default: "(default)", "a database's id") { text in
            text == "(default)" || text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
        }
        firestoreURL = reader.emulator(.firestoreEmulator)
        storageURL = reader.emulator(.storageEmulator)
        credentialsFile = reader.text(.credentials)
        let configuration = reader.text(.gcloudConfiguration) ?? NSHomeDirectory() + "/.config/gcloud"
        userCredentialsFile = configuration + "/application_default_credentials.json"
        metadataHost = reader.text(.metadataHost)
        skipsMetadata = ["true", "1"].contains(reader.text(.noMetadata)?.lowercased())
    }
}

extension EnvironmentReader {
    /// `host:port`, or a bare address of it.
    mutating func emulator(_ key: SettingKey) -> String? {
        guard let text = text(key) else { return nil }
        if text.contains("://") { return baseURL(key) }
        return "http://" + authority(key, default: text)
    }

    /// What cloud mode cannot do without, whichever process it is.
    mutating func requireForCloud(_ settings: Settings.Mode) {
        guard settings == .cloud else { return }
        for key in [SettingKey.workerURL, .tasksServiceAccount] where text(key) == nil {
            report(key, "must be set in cloud mode")
        }
    }
}
