import Foundation

/// What every answer says of itself: `code` 0 is success, whatever the HTTP status is.
struct KlingVerdict: Decodable {
    var code: Int
    var message: String?
    var requestID: String?

    enum CodingKeys: String, CodingKey {
        case code, message
        case requestID = "request_id"
    }
}

/// An answer's contents: creating answers one task, asking answers many.
struct KlingContents<Contents: Decodable>: Decodable {
    var data: Contents
}

/// A task as creating and asking describe it.
struct KlingTask: Decodable {
    var id: KlingText
    /// `submitted`, `processing`, `succeeded` or `failed`.
    var status: String?
    /// Why it failed.
    var message: String?
    /// Milliseconds since 1970.
    var createTime: KlingText?
    /// Our operation key.
    var externalID: String?
    var outputs: [Output]?
    var billing: [Charge]?

    struct Output: Decodable {
        var type: String?
        var url: String?
    }

    /// A line of the bill. Amounts are texts.
    struct Charge: Decodable {
        /// `cash`, or `unit` for what a resource pack pays.
        var chargeType: String?
        var amount: KlingText?
        var currency: String?

        enum CodingKeys: String, CodingKey {
            case amount, currency
            case chargeType = "charge_type"
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, status, message, outputs, billing
        case createTime = "create_time"
        case externalID = "external_id"
    }
}

/// A value that is documented as a text or a number and may well come as the other: a paid operation must not be lost over that.
struct KlingText: Decodable, Hashable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else if let number = try? container.decode(Decimal.self) {
            text = "\(number)"
        } else {
            text = try container.decode(String.self)
        }
    }
}
