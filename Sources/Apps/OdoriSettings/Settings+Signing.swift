import Foundation

extension Settings {
    /// With what files are signed (C2PA).
    package struct Signing: Sendable, Hashable {
        /// A Python that has c2pa-python.
        package var python: String
        /// A file of PEM.
        package var certificate: String
        /// A file of PEM.
        package var key: String
        /// Nil: no server is asked for the time.
        package var timestamps: String?
    }

    /// What is wrong with signing, for the process that signs.
    var signingProblems: [SettingsProblems.Problem] {
        guard let signing else { return [] }
        let files = FileManager.default
        var problems: [SettingsProblems.Problem] = []
        if !files.isExecutableFile(atPath: signing.python) {
            problems.append(.init(SettingKey.signingPython.name, "must be a program: \(signing.python) is none"))
        }
        for (key, path) in [(SettingKey.signingCertificate, signing.certificate), (.signingKey, signing.key)]
        where !files.isReadableFile(atPath: path) {
            problems.append(.init(key.name, "must be a file that can be read: \(path) is none"))
        }
        return problems
    }
}

extension EnvironmentReader {
    /// Nil where nothing of it is set; what is set in part is reported.
    mutating func signing() -> Settings.Signing? {
        let keys: [SettingKey] = [.signingPython, .signingCertificate, .signingKey]
        let texts = keys.map { text($0) }
        let timestamps = baseURL(.signingTimestamps)
        guard texts.contains(where: { $0 != nil }) || timestamps != nil else { return nil }
        for (key, text) in zip(keys, texts) where text == nil {
            report(key, "must be set where files are to be signed")
        }
        guard let python = texts[0], let certificate = texts[1], let key = texts[2] else { return nil }
        return Settings.Signing(python: python, certificate: certificate, key: key, timestamps: timestamps)
    }
}
