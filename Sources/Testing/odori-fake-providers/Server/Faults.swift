import ArgumentParser
import Foundation

/// What goes wrong, and how often; 0 = never. “Every” counts the submissions that arrive, from 1.
struct Faults: Codable, Sendable, Hashable {
    /// Every n-th submission is taken, and its answer lost with the connection.
    var loseReplyEvery = 0
    /// Every n-th submission is lost with the connection before it is taken.
    var loseRequestEvery = 0
    /// Every n-th submission is answered with `throttleCode` (1302 or 1303).
    var throttleEvery = 0
    var throttleCode = 1302
    /// How fal refuses the submissions that `throttleEvery` names: `rate`, `slots`, `arrears` or `shape`.
    var falRefusesWith = FalRefusalKind.rate
    /// How MiniMax refuses the calls that `throttleEvery` names.
    var miniMaxCode = 1002
    /// The tempo of MiniMax's tracks, of what was asked for.
    var trackTempoPercent = 100
    /// Every n-th submission is answered with `errorCode` (5000, 5001 or 5002), and not taken.
    var errorEvery = 0
    var errorCode = 5000
    /// Every n-th submission is refused for its content (1301).
    var policyEvery = 0
    /// Every n-th submission is taken and answered with a page that is no JSON.
    var garbageEvery = 0
    /// Milliseconds between taking a submission and answering it.
    var delayMilliseconds = 0
    /// Milliseconds until a key that was taken is seen by queries; made shorter, it shows what was taken before as well.
    var visibleAfterMilliseconds = 0
    /// What a key that was used before leads to.
    var repeatedKey = RepeatedKey.refuse
    /// Every n-th operation ends in failure.
    var failEvery = 0
    /// Every n-th operation fails because of its content, which only the sentence says.
    var failPolicyEvery = 0
    /// Kling bills prepaid units in place of cash.
    var billsUnits = false
    /// How many of Kling's operations may be open at once; more are refused with 1303. 0 = without end.
    var slots = 0
    /// Every n-th operation is no longer known once it has ended.
    var vanishEvery = 0
    /// Milliseconds that an operation takes.
    var endAfterMilliseconds = 1000
    /// Every n-th request of any kind meets a connection reset.
    var resetEvery = 0
    /// Every n-th download of a result breaks in the middle.
    var cutResultEvery = 0
    /// By provider: what befalls each submission when it is made for the first time. Each of that provider's questions meets a
    /// connection reset when it is asked first, and each first download breaks in the middle.
    var first: [String: FirstFault] = [:]
    /// Kling refuses submissions whose picture's address holds this, with `throttleCode`, whatever else befalls submissions; empty:
    /// none.
    var refusePicture = ""

    /// What results of motion come to.
    var results = ResultKind.film
    /// Providers whose keys are not valid any more.
    var revoked: [String] = []
    /// MiniMax's tracks are empty.
    var emptyTracks = false

    /// What lies where a result's address leads.
    enum ResultKind: String, Codable, Sendable {
        case film
        /// Nothing any more: 403.
        case expired
        /// A private address.
        case `private`
        /// A page, and not a video.
        case page
        /// Not one byte.
        case empty
    }

    /// What befalls a submission.
    enum FirstFault: String, Codable, Sendable {
        case error, throttle
        /// Refused for its content.
        case policy
        case loseRequest = "lose_request"
        case loseReply = "lose_reply"
        case garbage
        /// Taken, and answered with nothing at all.
        case empty
        /// Taken, and answered without an end.
        case huge
        /// Nothing; questions and downloads only.
        case none
    }

    enum RepeatedKey: String, Codable, Sendable {
        /// 400 with code 1201, as one public client reports it.
        case refuse
        /// The first operation once more.
        case `return`
        /// A second operation, to be paid as well.
        case billTwice = "bill_twice"
    }

    /// Why fal takes no submission.
    enum FalRefusalKind: String, Codable, Sendable {
        case rate, slots, arrears, shape
    }

    /// fal's answer to a submission that is not taken.
    var falRefusal: (status: Int, type: String, message: String) {
        switch falRefusesWith {
        case .rate: (429, "rate_limited", "too many requests")
        case .slots: (429, "concurrent_requests_limit", "too many requests at once")
        case .arrears: (403, "forbidden", "User is locked. Reason: Exhausted balance.")
        case .shape: (400, "bad_request", "the request cannot be read")
        }
    }

    /// These faults with the members that a JSON object names put over them.
    ///
    /// - Throws: for a member that there is none of, or a value that it cannot have.
    func changed(by patch: Data) throws -> Faults {
        guard let changes = try JSONSerialization.jsonObject(with: patch) as? [String: Any],
            var members = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self)) as? [String: Any]
        else { throw Unreadable(reason: "faults are a JSON object") }
        for (name, value) in changes {
            guard members[name] != nil else { throw Unreadable(reason: "there is no fault named \(name)") }
            members[name] = value
        }
        return try JSONDecoder().decode(Faults.self, from: JSONSerialization.data(withJSONObject: members))
    }

    static func reading(_ text: String) throws -> Faults {
        do {
            return try Faults().changed(by: Data(text.utf8))
        } catch {
            throw ValidationError("\(error)")
        }
    }

    struct Unreadable: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }

    enum CodingKeys: String, CodingKey {
        case loseReplyEvery = "lose_reply_every"
        case loseRequestEvery = "lose_request_every"
        case throttleEvery = "throttle_every"
        case throttleCode = "throttle_code"
        case falRefusesWith = "fal_refuses_with"
        case miniMaxCode = "mini_max_code"
        case trackTempoPercent = "track_tempo_percent"
        case errorEvery = "error_every"
        case errorCode = "error_code"
        case policyEvery = "policy_every"
        case garbageEvery = "garbage_every"
        case delayMilliseconds = "delay_ms"
        case visibleAfterMilliseconds = "visible_after_ms"
        case repeatedKey = "repeated_key"
        case failEvery = "fail_every"
        case failPolicyEvery = "fail_policy_every"
        case billsUnits = "bills_units"
        case slots
        case vanishEvery = "vanish_every"
        case endAfterMilliseconds = "end_after_ms"
        case resetEvery = "reset_every"
        case cutResultEvery = "cut_result_every"
        case first
        case refusePicture = "refuse_picture"
        case results, revoked
        case emptyTracks = "empty_tracks"
    }
}

extension Int {
    /// Whether this number is one of every `step`-th.
    func isEvery(_ step: Int) -> Bool {
        step > 0 && isMultiple(of: step)
    }
}
