import OdoriDomain
import OdoriPorts
import Synchronization

/// The bodies that this process wrote or read last, so that it need not decode them again.
///
/// A body is known by its document's path **and** version, and versions are read from the database at every read: what another
/// process wrote is never missed, since its version is one that is not known here.
///
/// The version before the last is kept too: while a commit is on its way to the disk, others still read what it replaces.
final class KnownBodies: Sendable {
    private struct Known {
        let version: Int64
        let body: DocumentBody
    }

    private struct Entry {
        var last: Known
        var before: Known?
    }

    private let entries: Mutex<Generations<Entry>>

    /// - Parameter size: documents of a generation, of some kilobytes each.
    init(size: Int = 512) {
        entries = Mutex(Generations(size: size))
    }

    func body(at path: String, version: Int64) -> DocumentBody? {
        guard let entry = entries.withLock({ $0.value(at: path) }) else { return nil }
        if entry.last.version == version { return entry.last.body }
        return entry.before?.version == version ? entry.before?.body : nil
    }

    func remember(_ body: DocumentBody, at path: String, version: Int64) {
        let known = Known(version: version, body: body)
        entries.withLock { entries in
            entries.remember(Entry(last: known, before: entries.value(at: path)?.last), at: path)
        }
    }

    /// How many are kept now.
    var count: Int {
        entries.withLock { $0.count }
    }
}
