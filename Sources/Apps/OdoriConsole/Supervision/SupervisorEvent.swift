import OdoriDomain

/// What a supervisor has to tell.
package enum SupervisorEvent: Sendable, Hashable {
    case started(child: String, pid: Int32)
    case ended(child: String, how: String, restart: Duration)
    /// A line of the child's log that people should see now.
    case warning(child: String, line: String)

    /// The event as one line; nil for what needs no telling.
    package var line: String? {
        switch self {
        case .started: nil
        case .ended(let child, let how, let restart):
            "\(child) \(how); it starts again in \(Double(restart.milliseconds) / 1000) s"
        case .warning(let child, let line): "\(child): \(line)"
        }
    }
}
