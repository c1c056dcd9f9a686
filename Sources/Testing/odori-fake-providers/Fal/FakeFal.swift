import Crypto
import Foundation

/// fal's queue as far as its books and its decisions go. Its books are a file of their own beside Kling's.
actor FakeFal {
    /// What a submission leads to on the network.
    enum Reply: Sendable {
        case answer(FalOperation, after: Int)
        case refused(status: Int, type: String, message: String)
        /// The connection is dropped without a word.
        case dropped
        case garbage, empty, huge
    }

    nonisolated let key: String
    nonisolated let signingKey = Curve25519.Signing.PrivateKey()
    private(set) var faults: Faults
    private let ledger: Ledger
    private let inputs: InputCheck?
    private let seconds: Int
    private let microPerSecond: Int64
    private(set) var submissions: [Submission]
    private var operations: [FalOperation] = []
    private var arrivals: Int
    private var downloads = 0
    private var requests = 0
    private var meetings = FirstMeetings(of: "fal")

    init(ledger: Ledger, faults: Faults, terms: FakeKling.Terms, inputs: InputCheck?) {
        self.ledger = ledger
        self.faults = faults
        key = terms.key
        seconds = terms.seconds
        microPerSecond = terms.microPerSecond
        self.inputs = inputs
        submissions = ledger.submissions
        operations = ledger.submissions.filter(\.isNew).map { FalOperation(submission: $0, app: Self.app($0)) }
        arrivals = submissions.map(\.number).max() ?? 0
    }

    func change(_ patch: Data) throws {
        faults = try faults.changed(by: patch)
    }

    func knows(_ header: String?) -> Bool {
        header == "Key \(key)" && !faults.revoked.contains("fal")
    }

    /// Counts a request; true when it is to meet a connection reset.
    ///
    /// - Parameter question: what is asked; nil for a submission and a download.
    func countRequest(_ question: String? = nil) -> Bool {
        requests += 1
        if let question, meetings.spoils(question, faults) { return true }
        return requests.isEvery(faults.resetEvery)
    }

    func countDownload(_ file: String) -> Bool {
        downloads += 1
        return meetings.spoils(file, faults) || downloads.isEvery(faults.cutResultEvery)
    }

    /// A submission has arrived whole. Whatever its input, the queue takes it: that a model refuses it is seen at the end.
    func submit(model: String, callback: String?, body: Data) async throws -> (number: Int, reply: Reply) {
        arrivals += 1
        let number = arrivals
        let first = meetings.fault(of: Self.picture(in: body) ?? "\(number)", faults)
        if number.isEvery(faults.loseRequestEvery) || first == .loseRequest { return (number, .dropped) }
        if let refusal = refusal(number, first) {
            try note(
                Submission(
                    number: number, arrivedAt: Self.now, provider: "fal", key: Self.name(callback), code: refusal.status
                ))
            return (number, .refused(status: refusal.status, type: refusal.type, message: refusal.message))
        }
        let complaint = await complaint(body)
        let taken = taken(number, model, callback, complaint, isUnsafe: first == .policy)
        try note(taken)
        let operation = FalOperation(submission: taken, app: Self.app(taken))
        operations.append(operation)
        if number.isEvery(faults.loseReplyEvery) || first == .loseReply { return (number, .dropped) }
        if number.isEvery(faults.garbageEvery) || first == .garbage { return (number, .garbage) }
        if first == .empty { return (number, .empty) }
        if first == .huge { return (number, .huge) }
        return (number, .answer(operation, after: faults.delayMilliseconds))
    }

    private func refusal(
        _ number: Int, _ first: Faults.FirstFault?
    ) -> (status: Int, type: String, message: String)? {
        if number.isEvery(faults.throttleEvery) || first == .throttle { return faults.falRefusal }
        if number.isEvery(faults.errorEvery) || first == .error {
            return (503, "runner_connection_error", "try again later")
        }
        return nil
    }

    private func complaint(_ body: Data) async -> String? {
        guard case .object(let members)? = try? JSONDecoder().decode(JSON.self, from: body),
            case .string(let image)? = members["image_url"], case .string(let video)? = members["video_url"],
            case .string(let orientation)? = members["character_orientation"], ["image", "video"].contains(orientation)
        else { return "image_url, video_url and character_orientation are needed" }
        if let sound = members["keep_original_sound"], case .string = sound {
            return "keep_original_sound is a boolean"
        }
        return await inputs?.complaint(image: image, video: video)
    }

    private func taken(
        _ number: Int, _ model: String, _ callback: String?, _ complaint: String?, isUnsafe: Bool
    ) -> Submission {
        let now = Self.now
        let isUnsafe = isUnsafe || number.isEvery(faults.failPolicyEvery)
        let isFailing = isUnsafe || number.isEvery(faults.failEvery) || complaint != nil
        var taken = Submission(number: number, arrivedAt: now, provider: "fal", key: Self.name(callback), code: 0)
        taken.id = UUID().uuidString.lowercased()
        taken.isNew = true
        taken.operation = Submission.Operation(
            model: model, seconds: seconds, price: isFailing ? 0 : Int64(seconds) * microPerSecond, visibleAt: now,
            endsAt: now + Int64(faults.endAfterMilliseconds), end: isFailing ? .failed : .succeeded,
            message: isUnsafe ? FalOperation.unsafe : complaint ?? (isFailing ? "the model gave up" : ""),
            callback: callback)
        return taken
    }

    func wasAnswered(_ number: Int) throws {
        try ledger.add(.answered(number: number, at: Self.now))
        if let index = submissions.firstIndex(where: { $0.number == number }) { submissions[index].answered = true }
    }

    private func note(_ submission: Submission) throws {
        try ledger.add(.submission(submission))
        submissions.append(submission)
    }

    func operation(_ id: String) -> FalOperation? { operations.first { $0.id == id } }

    /// - Returns: false when it has ended already; nil when there is none.
    func cancel(_ id: String) -> Bool? {
        guard let index = operations.firstIndex(where: { $0.id == id }) else { return nil }
        guard !operations[index].isEnded(at: Self.now) else { return false }
        operations[index].cancelledAt = Self.now
        if let entry = submissions.firstIndex(where: { $0.id == id }) { submissions[entry].operation?.price = 0 }
        return true
    }

    /// What has ended since a time and is to be told, with where and under which signature.
    func ended(since earlier: Int64, until now: Int64) -> [FalCallback] {
        operations.compactMap { operation in
            guard let ends = operation.submission.operation?.endsAt, let url = operation.submission.operation?.callback,
                operation.cancelledAt == nil, earlier < ends, ends <= now
            else { return nil }
            return try? FalCallback(operation, to: url, key: signingKey)
        }
    }

    /// Where the picture of a body lies; links to one place may differ in how they are signed.
    private static func picture(in body: Data) -> String? {
        guard case .object(let members)? = try? JSONDecoder().decode(JSON.self, from: body),
            case .string(let link)? = members["image_url"]
        else { return nil }
        return link.split(separator: "?").first.map(String.init)
    }

    /// The owner and the app of a model's id.
    private static func app(_ submission: Submission) -> String {
        (submission.operation?.model ?? "").split(separator: "/").prefix(2).joined(separator: "/")
    }

    /// What a caller calls an operation: the last part of the callback's address.
    private static func name(_ callback: String?) -> String? {
        callback.flatMap { $0.split(separator: "/").last }.map(String.init)
    }

    static var now: Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded()) }
}
