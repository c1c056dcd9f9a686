/// The body of every answer.
struct KlingEnvelope<Contents: Encodable & Sendable>: Encodable, Sendable {
    var code = 0
    var message = "SUCCEED"
    var request_id: String
    var data: Contents?
}

/// A task as answers tell it.
struct KlingTaskBody: Encodable, Sendable, Hashable {
    var id: String
    var status: String
    var message: String?
    var create_time: Int64
    var update_time: Int64
    var external_id: String?
    var outputs: [Output]?
    var billing: [Charge]?

    struct Output: Encodable, Sendable, Hashable {
        var type = "video"
        var id: String
        var url: String
        var watermark_url = ""
        /// Seconds, as a text.
        var duration: String
    }

    struct Charge: Encodable, Sendable, Hashable {
        var charge_type = "cash"
        /// Dollars, as a text.
        var amount: String
        var currency = "USD"
        var package_type = ""
    }
}

extension Submission {
    /// The operation that this submission made, as creating it answers.
    var created: KlingTaskBody? {
        id.map {
            KlingTaskBody(
                id: $0, status: "submitted", create_time: arrivedAt, update_time: arrivedAt, external_id: key)
        }
    }

    /// The operation as it stands at a time; nil when it is not known then.
    func body(at now: Int64, base: String) -> KlingTaskBody? {
        guard var body = created, isNew, let operation else { return nil }
        guard now >= operation.endsAt else {
            let isEarly = now - arrivedAt < (operation.endsAt - arrivedAt) / 4
            body.status = isEarly ? "submitted" : "processing"
            body.update_time = now
            return body
        }
        body.update_time = operation.endsAt
        switch operation.end {
        case .vanished: return nil
        case .failed:
            body.status = "failed"
            body.message = operation.message
        case .succeeded:
            body.status = "succeeded"
            body.message = ""
            let url = "\(base)/results/\(body.id).mp4"
            body.outputs = [.init(id: "out-\(body.id)", url: url, duration: "\(operation.seconds)")]
            body.billing = [operation.isBilledInUnits == true ? .units(operation.price) : .cash(operation.price)]
        }
        return body
    }
}

extension KlingTaskBody.Charge {
    /// Micro-dollars that one prepaid unit stands for.
    private static let unit: Int64 = 140_000

    static func cash(_ micro: Int64) -> Self { Self(amount: millionths(micro)) }

    static func units(_ micro: Int64) -> Self {
        Self(charge_type: "unit", amount: millionths(micro * 1_000_000 / unit), currency: "", package_type: "video")
    }

    private static func millionths(_ number: Int64) -> String {
        let fraction = String(1_000_000 + number % 1_000_000).dropFirst()
        return "\(number / 1_000_000).\(fraction)"
    }
}
