import Foundation
import Logging
import OdoriDomain
import SystemPackage

/// Writes every event as one line: for people, or as the JSON that Cloud Logging understands.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: Settings.LogFormat
    private let project: String?
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Date

    init(
        label: String,
        format: Settings.LogFormat,
        level: Logger.Level,
        project: String? = nil,
        now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.format = format
        self.project = project
        self.write = write
        self.now = now
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let context = WorkContext.current
        var all = context.metadata
        all.merge(metadata) { $1 }
        all.merge(metadataProvider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error { all["error"] = "\(error)" }
        let line = LogLine(
            time: now(),
            level: event.level,
            label: label,
            message: event.message.description,
            metadata: all.mapValues(\.description),
            trace: context.trace,
            project: project
        )
        write(format == .json ? line.json : line.text)
    }

    /// One `write` a line, so that lines of several threads do not mix.
    @Sendable static func toStandardError(_ line: String) {
        // Nobody is left to be told when standard error is gone.
        _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8)
    }
}
