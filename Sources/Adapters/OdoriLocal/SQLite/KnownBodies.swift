import OdoriPorts
import Synchronization

/// The bodies that this process wrote or read last, so that it need not decode them again.
///
/// A body is known by its document's path **and** version, and versions are read from the database at every read: what another
/// process wrote is never missed, since its version is one that is not known here. Bounded: when a generation is full, the one before
/// it is forgotten, unless it was asked for in the meantime.
final class KnownBodies: Sendable {
    private struct Entry {
        let version: Int64
        let body: DocumentBody
    }

    private struct Generations {
        var young: [String: Entry] = [:]
        var old: [String: Entry] = [:]
    }

    /// Documents of a generation; of some kilobytes each.
    private let size: Int
    private let generations = Mutex(Generations())

    init(size: Int = 512) {
        self.size = size
    }

    func body(at path: String, version: Int64) -> DocumentBody? {
        generations.withLock { known in
            if let entry = known.young[path] { return entry.version == version ? entry.body : nil }
            guard let entry = known.old[path], entry.version == version else { return nil }
            remember(entry, at: path, in: &known)
            return entry.body
        }
    }

    func remember(_ body: DocumentBody, at path: String, version: Int64) {
        let entry = Entry(version: version, body: body)
        generations.withLock { remember(entry, at: path, in: &$0) }
    }

    private func remember(_ entry: Entry, at path: String, in known: inout Generations) {
        if known.young.count >= size, known.young[path] == nil {
            known.old = known.young
            known.young = [:]
        }
        known.young[path] = entry
    }

    /// How many are kept now.
    var count: Int {
        generations.withLock { $0.young.count + $0.old.count }
    }
}
