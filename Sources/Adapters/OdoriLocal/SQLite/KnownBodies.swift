import OdoriPorts
import Synchronization

/// The bodies that this process wrote or read last, so that it need not decode them again.
///
/// A body is known by its document's path **and** version, and versions are read from the database at every read: what another
/// process wrote is never missed, since its version is one that is not known here.
final class KnownBodies: Sendable {
    private struct Entry {
        let version: Int64
        let body: DocumentBody
    }

    private let entries: Mutex<Generations<Entry>>

    /// - Parameter size: documents of a generation, of some kilobytes each.
    init(size: Int = 512) {
        entries = Mutex(Generations(size: size))
    }

    func body(at path: String, version: Int64) -> DocumentBody? {
        guard let entry = entries.withLock({ $0.value(at: path) }), entry.version == version else { return nil }
        return entry.body
    }

    func remember(_ body: DocumentBody, at path: String, version: Int64) {
        let entry = Entry(version: version, body: body)
        entries.withLock { $0.remember(entry, at: path) }
    }

    /// How many are kept now.
    var count: Int {
        entries.withLock { $0.count }
    }
}
