import OdoriDomain
package import SystemPackage

/// Which bucket is spoken to, and how.
package struct CloudStorageConfiguration: Sendable, Hashable {
    /// `scheme://host[:port]`, without a path: `https://storage.googleapis.com` or a server that speaks its wire.
    package var baseURL: String
    package var bucket: String
    /// Where the sessions of uploads are kept that another process may go on with; nil = nowhere. They are secrets.
    package var sessions: FilePath?
    /// How long a request may take that moves no content.
    package var callDeadline: Duration
    /// How long one piece of content may take.
    package var pieceDeadline: Duration
    /// How long a call is repeated while the service cannot answer.
    package var patience: Duration

    /// Content is sent and fetched in pieces of this size: a multiple of 256 KiB, as the service asks.
    package var piece: Int64

    package init(
        baseURL: String = "https://storage.googleapis.com",
        bucket: String,
        sessions: FilePath? = nil,
        callDeadline: Duration = .seconds(15),
        pieceDeadline: Duration = .seconds(60),
        patience: Duration = .seconds(120),
        piece: Int64 = 8 << 20
    ) {
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.bucket = bucket
        self.sessions = sessions
        self.callDeadline = callDeadline
        self.pieceDeadline = pieceDeadline
        self.patience = patience
        self.piece = piece
    }

    /// The bucket's objects.
    var objects: String {
        "\(baseURL)/storage/v1/b/\(URLText.escaped(bucket))/o"
    }

    /// Where new objects are sent.
    var uploads: String {
        "\(baseURL)/upload/storage/v1/b/\(URLText.escaped(bucket))/o"
    }

    func object(_ name: ObjectName) -> String {
        "\(objects)/\(URLText.escaped(name.rawValue))"
    }
}

/// Texts in URLs.
enum URLText {
    /// Everything escaped but letters, digits, `-._~`, and what is named.
    static func escaped(_ text: String, keeping kept: String = "") -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where kept.utf8.contains(byte):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    static func query(_ items: [(String, String)]) -> String {
        items.map { "\(escaped($0))=\(escaped($1))" }.joined(separator: "&")
    }
}
