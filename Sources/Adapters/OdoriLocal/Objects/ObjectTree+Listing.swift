import OdoriDomain

extension ObjectTree {
    /// Names in the order of their bytes, as many as asked for.
    func names(prefix: String, after cursor: String, limit: Int) throws -> [ObjectName] {
        var listing = Listing(prefix: ExactText(prefix), cursor: ExactText(cursor), limit: limit)
        try listing.collect(objects, path: "")
        return listing.names
    }

    private struct Listing {
        let prefix: ExactText
        let cursor: ExactText
        let limit: Int
        var names: [ObjectName] = []

        mutating func collect(_ directory: OpenFile, path: String) throws {
            // A directory stands where its entries do: after `a-b`, before `a0`.
            let entries = try directory.entries()
                .map { (entry: $0, path: ExactText(path + $0.name + ($0.isDirectory ? "/" : ""))) }
                .sorted { $0.path < $1.path }
            for (entry, path) in entries {
                if names.count >= limit { return }
                if !entry.isDirectory {
                    guard path.text.utf8.starts(with: prefix.text.utf8), cursor < path else { continue }
                    if let name = ObjectName(rawValue: path.text) { names.append(name) }
                } else if mayHold(path), let child = try directory.directory(entry.name, create: false) {
                    try collect(child, path: path.text)
                }
            }
        }

        private func mayHold(_ directory: ExactText) -> Bool {
            let path = directory.text.utf8
            let isInside = path.starts(with: prefix.text.utf8) || prefix.text.utf8.starts(with: path)
            return isInside && (cursor < directory || cursor.text.utf8.starts(with: path))
        }
    }
}
