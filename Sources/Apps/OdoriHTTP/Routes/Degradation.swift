package import OdoriDomain

/// Something that is amiss although requests are served.
package struct Degradation: Encodable, Sendable, Hashable {
    /// What kind of thing it is.
    package enum Part: String, Encodable, Sendable {
        case provider, queue, tool, start
    }

    var part: Part
    var name: String
    /// RFC 3339; left out where nobody noted it.
    var since: Timestamp?
    var detail: String

    package init(_ part: Part, _ name: String, since: Timestamp? = nil, _ detail: String) {
        self.part = part
        self.name = name
        self.since = since
        self.detail = detail
    }
}
