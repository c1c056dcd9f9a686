import Foundation
import OdoriDomain

extension Settings {
    /// Reads this process's environment. The only place in the project that does.
    ///
    /// - Throws: every problem at once.
    package static func read() throws(SettingsProblems) -> Settings {
        try Settings(environment: ProcessInfo.processInfo.environment)
    }

    /// Reads this process's environment, for what the process is to do.
    ///
    /// - Throws: every problem at once, also what this work alone would find wrong.
    package static func read(for work: Work) throws(SettingsProblems) -> Settings {
        try Settings(environment: ProcessInfo.processInfo.environment, for: work)
    }

    /// Reads an environment.
    ///
    /// - Throws: every problem at once.
    package init(environment: [String: String]) throws(SettingsProblems) {
        let (settings, problems) = Self.reading(environment)
        guard problems.isEmpty else { throw SettingsProblems(problems) }
        self = settings
    }

    /// Reads an environment, for what a process is to do.
    ///
    /// - Throws: every problem at once, also what this work alone would find wrong.
    package init(environment: [String: String], for work: Work) throws(SettingsProblems) {
        let (settings, found) = Self.reading(environment)
        // A variable that cannot be read is said to be so, and not to be missing besides.
        let known = Set(found.map(\.name))
        let problems = found + settings.problems(in: work).filter { !known.contains($0.name) }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
        self = settings
    }

    /// The settings with defaults for what cannot be read, and all that is wrong with the environment.
    private static func reading(_ environment: [String: String]) -> (Settings, [SettingsProblems.Problem]) {
        var reader = EnvironmentReader(environment)
        let settings = Settings(&reader)
        return (settings, reader.problems)
    }

    private init(_ reader: inout EnvironmentReader) {
        mode = reader.choice(.mode, default: Mode.embedded)
        let isCloud = mode == .cloud
        store = reader.choice(.store, default: isCloud ? Store.firestore : .sqlite)
        objects = reader.choice(.objects, default: isCloud ? Objects.gcs : .directory)
        queue = reader.queue(in: mode)
        google = Google(&reader)
        pubSub = PubSub(&reader)
        reader.requireForCloud(mode)
        dataDirectory = reader.directory(.dataDirectory, default: ".odori")
        catalogue = reader.choice(.catalogue, default: Catalogue.studio)
        encoder = reader.choice(.encoder, default: VideoEncoder.software)
        scratchDirectory = reader.directory(.scratchDirectory, default: dataDirectory + "/scratch")
        host = reader.text(.host) ?? (isCloud ? "0.0.0.0" : "127.0.0.1")
        port = reader.integer(.port, in: 0...65535)
        isSupervised = reader.integer(.supervised, in: 0...1) == 1
        bucket = reader.text(.bucket, default: "local", "a bucket's name", where: Self.isBucketName)
        if objects == .gcs, reader.text(.bucket) == nil {
            reader.report(.bucket, "must be set where files lie in Cloud Storage")
        }
        objectPrefix = reader.text(
            .objectPrefix,
            default: "anime_dance",
            "one part of an object's name",
            where: Self.isNamePart
        )
        api = API(&reader)
        if api.mediaLinks == .public, objects != .gcs {
            reader.report(.mediaLinks, "is public, which is for files in Cloud Storage (ODORI_OBJECTS=gcs)")
        }
        tasks = Tasks(&reader, isCloud: isCloud, isLocal: queue == .pubsub && pubSub.emulatorURL != nil)
        engine = Engine(&reader, isCloud: isCloud)
        providers = Providers(&reader)
        egress = reader.egress()
        webhooks = reader.webhooks()
        signing = reader.signing()
        logo = reader.text(.logo).map { URL(filePath: $0).path }
        log = Log(
            format: reader.choice(.logFormat, default: isCloud ? LogFormat.json : .text),
            level: reader.choice(.logLevel, default: LogLevel.info),
            project: google.project
        )
    }

    private static func isBucketName(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789._-".utf8.contains($0) }
    }

    private static func isNamePart(_ text: String) -> Bool {
        text != "." && text != ".." && text.utf8.count <= 64 && text + "/" != DropFolder.prefix
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }
}

extension Settings.API {
    fileprivate init(_ reader: inout EnvironmentReader) {
        (keys, clientKey) = reader.apiKeys()
        publicURL = reader.baseURL(.publicURL)
        linkSecret = reader.text(.linkSecret).map { Secret($0) }
        mediaLinks = reader.choice(.mediaLinks, default: Settings.MediaLinks.signed)
        maxCount = reader.integer(.maxCount, in: 1...1000) ?? 20
        let limit = reader.integer(.rateLimit, in: 0...1_000_000) ?? 5000
        rateLimit = limit == 0 ? nil : limit
        corsOrigins = reader.origins(.corsOrigins)
    }
}

extension Settings.Tasks {
    /// - Parameter isLocal: pushes come from a queue on this machine, whatever `CLOUD_TASKS_EMULATOR_HOST` says.
    fileprivate init(_ reader: inout EnvironmentReader, isCloud: Bool, isLocal: Bool) {
        project = reader.text(.project, default: "odori-local", "a project's id", where: Self.isPathPart)
        location = reader.text(.location, default: "us-central1", "a location's id", where: Self.isPathPart)
        let emulator = reader.authority(.tasksEmulator, default: "127.0.0.1:8123")
        emulatorHost = isCloud && reader.text(.tasksEmulator) == nil ? nil : emulator
        auth = reader.choice(.workerAuth, default: emulatorHost == nil && !isLocal ? Settings.WorkerAuth.iam : .oidc)
        workerURL = reader.baseURL(.workerURL) ?? "http://127.0.0.1:8081"
        mediaWorkerURL = reader.baseURL(.mediaWorkerURL) ?? workerURL
        serviceAccount = reader.text(
            .tasksServiceAccount,
            default: "odori-tasks@\(project).iam.gserviceaccount.com",
            "an e-mail address",
            where: Self.isAddress
        )
        audience = reader.text(.tasksAudience) ?? workerURL
        mediaAudience = reader.text(.tasksAudience) ?? mediaWorkerURL
        callers = reader.list(.workerCallers) ?? [serviceAccount]
        if !callers.allSatisfy(Self.isAddress) {
            reader.report(.workerCallers, "must be e-mail addresses separated by commas")
        }
    }

    private static func isPathPart(_ text: String) -> Bool {
        text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
    }
}

extension Settings.Engine {
    fileprivate init(_ reader: inout EnvironmentReader, isCloud: Bool) {
        lease = reader.seconds(.leaseSeconds, in: 1...3600, default: .seconds(isCloud ? 60 : 15))
        poll = reader.seconds(.pollSeconds, in: 0...3600, default: .seconds(2))
        ambiguous = reader.choice(.ambiguous, default: AmbiguousPolicy.resubmitOnce)
        sweep = reader.seconds(.sweepSeconds, in: 1...3600, default: .seconds(60))
    }
}
