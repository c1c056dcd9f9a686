/// One submission that arrived, and what became of it. A line of the books.
struct Submission: Codable, Sendable, Hashable {
    /// Counts arrivals, from 1.
    var number: Int
    /// Milliseconds since 1970.
    var arrivedAt: Int64
    var provider = "kling"
    /// The caller's name for it; nil when it gave none.
    var key: String?
    /// 0 = taken.
    var code: Int
    /// The operation that the answer names: a new one when `isNew`.
    var id: String?
    /// This submission made an operation, which is to be paid.
    var isNew = false
    var operation: Operation?
    /// The answer was handed to the network; a line of its own says so later.
    var answered = false

    /// What was ordered, decided when it was taken so that a restart changes nothing.
    struct Operation: Codable, Sendable, Hashable {
        var model: String
        var seconds: Int
        /// Micro-dollars; 0 for one that fails.
        var price: Int64
        var visibleAt: Int64
        var endsAt: Int64
        var end: End
        var message: String
        var callback: String?
        var isBilledInUnits: Bool? = nil

        enum End: String, Codable, Sendable {
            case succeeded, failed, vanished
        }

        enum CodingKeys: String, CodingKey {
            case model, seconds, price, end, message, callback
            case isBilledInUnits = "is_billed_in_units"
            case visibleAt = "visible_at"
            case endsAt = "ends_at"
        }
    }

    enum CodingKeys: String, CodingKey {
        case number, provider, key, code, id, operation, answered
        case arrivedAt = "arrived_at"
        case isNew = "is_new"
    }
}

/// A line of the books.
enum LedgerLine: Codable, Sendable {
    case submission(Submission)
    case answered(number: Int, at: Int64)
}
