import Logging

extension Settings.Log {
    /// Sets up this process's logging: one line an event, on standard error. Once, at the start.
    package func start() {
        let (format, level, project) = (format, Logger.Level(level), project)
        LoggingSystem.bootstrap { label in
            LineLogHandler(
                label: label, format: format, level: level, project: project, write: LineLogHandler.toStandardError)
        }
    }
}

extension Logger.Level {
    fileprivate init(_ level: Settings.LogLevel) {
        self =
            switch level {
            case .trace: .trace
            case .debug: .debug
            case .info: .info
            case .notice: .notice
            case .warning: .warning
            case .error: .error
            case .critical: .critical
            }
    }
}
