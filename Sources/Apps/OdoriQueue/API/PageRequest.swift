import Foundation
import Hummingbird

/// `pageSize` and `pageToken` of a list.
struct PageRequest: Sendable {
    let size: Int
    /// The id that the page begins after.
    let after: String?

    /// Throws `INVALID_ARGUMENT` for a size below zero or a token that no list gave.
    init(_ request: Request, largest: Int) throws(APIError) {
        let text = request.uri.queryParameters["pageSize"].map(String.init) ?? "0"
        guard let wanted = Int(text), wanted >= 0 else { throw .invalid("Invalid value at 'page_size'.") }
        size = wanted == 0 ? largest : min(wanted, largest)
        guard let token = request.uri.queryParameters["pageToken"], !token.isEmpty else {
            after = nil
            return
        }
        guard let data = Data(base64Encoded: String(token)), let id = String(data: data, encoding: .utf8) else {
            throw .invalid("Invalid value at 'page_token'.")
        }
        after = id
    }

    static func token(after id: String) -> String {
        Data(id.utf8).base64EncodedString()
    }
}
