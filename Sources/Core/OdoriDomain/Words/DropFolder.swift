/// The folder of the bucket into which people put dance videos. Nothing else in the bucket can be named from outside: all other
/// files are somebody's work.
package struct DropFolder: Sendable {
    /// What its files' names begin with. Nothing of ours does: our files' names begin with a prefix that holds no `/`, and then `/`.
    package static let prefix = "references/"

    package let bucket: String

    package init(bucket: String) {
        self.bucket = bucket
    }

    /// The file that a `gs://` URL names.
    ///
    /// - Throws: what is wrong with the URL, in words for its sender.
    package func file(at url: String) throws(Misplaced) -> ObjectName {
        let begin = "gs://\(bucket)/"
        guard url.hasPrefix(begin) else { throw Misplaced(reason: "must lie in the bucket \(bucket)") }
        guard let name = file(named: String(url.dropFirst(begin.count))) else {
            throw Misplaced(reason: "must name a file in \(begin)\(Self.prefix)")
        }
        return name
    }

    /// Nil for what does not lie in the folder, and for the placeholder of a folder.
    package func file(named name: String) -> ObjectName? {
        guard name.hasPrefix(Self.prefix), !name.hasSuffix("/") else { return nil }
        return ObjectName(rawValue: name)
    }

    /// The address of a file of this bucket.
    package func url(of name: ObjectName) -> String {
        "gs://\(bucket)/\(name)"
    }

    /// Why a URL names no file of the folder.
    package struct Misplaced: Error, Hashable {
        package let reason: String
    }
}
