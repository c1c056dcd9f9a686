import Foundation

/// Kling as far as its books and its decisions go: what a submission leads to, and how operations stand.
actor FakeKling {
    /// What it asks of callers, and for how much.
    struct Terms: Sendable {
        var key: String
        var seconds: Int
        var microPerSecond: Int64
    }

    /// What the network does with a submission's answer.
    enum Reply: Sendable {
        case answer(KlingTaskBody, after: Int)
        case problem(KlingProblem)
        /// The connection is dropped without a word.
        case dropped
        case garbage
    }

    private(set) var faults: Faults
    nonisolated let terms: Terms
    private let ledger: Ledger
    private let inputs: InputCheck?
    private var submissions: [Submission]
    private var requests = 0
    private var downloads = 0
    private var arrivals: Int

    init(ledger: Ledger, faults: Faults, terms: Terms, inputs: InputCheck?) {
        self.ledger = ledger
        self.faults = faults
        self.terms = terms
        self.inputs = inputs
        submissions = ledger.submissions
        arrivals = submissions.map(\.number).max() ?? 0
    }

    var report: LedgerReport { LedgerReport(submissions) }

    func change(_ patch: Data) throws -> Faults {
        faults = try faults.changed(by: patch)
        return faults
    }

    /// Counts a request; true when it is to meet a connection reset.
    func countRequest() -> Bool {
        requests += 1
        return requests.isEvery(faults.resetEvery)
    }

    /// Counts a download; true when it is to break in the middle.
    func countDownload() -> Bool {
        downloads += 1
        return downloads.isEvery(faults.cutResultEvery)
    }

    /// A submission has arrived whole. It stands in the books before anything is answered.
    ///
    /// - Returns: its number for `wasAnswered`.
    func submit(model: String, body: Data) async throws -> (number: Int, reply: Reply) {
        arrivals += 1
        let number = arrivals
        if number.isEvery(faults.loseRequestEvery) { return (number, .dropped) }
        let complaint = await inputs?.complaint(aboutOrderIn: body)
        do {
            let taken = try take(body, model: model, number: number, complaint: complaint)
            try note(taken)
            return (number, reply(to: taken))
        } catch let problem as KlingProblem {
            try note(Submission(number: number, arrivedAt: Self.now, key: Self.key(in: body), code: problem.code))
            return (number, .problem(problem))
        }
    }

    private func refuseByFault(_ number: Int) throws(KlingProblem) {
        if number.isEvery(faults.throttleEvery) {
            throw KlingProblem(code: faults.throttleCode, message: "too many requests")
        }
        if number.isEvery(faults.errorEvery) { throw KlingProblem(code: faults.errorCode, message: "try again later") }
        if number.isEvery(faults.policyEvery) { throw KlingProblem(code: 1301, message: "the content is not safe") }
    }

    private func take(
        _ body: Data, model: String, number: Int, complaint: String?
    ) throws(KlingProblem) -> Submission {
        let order = try KlingOrder(model: model, body: body)
        try refuseByFault(number)
        var taken = Submission(number: number, arrivedAt: Self.now, key: order.externalID, code: 0)
        if let first = submissions.first(where: { $0.isNew && $0.key != nil && $0.key == order.externalID }) {
            switch faults.repeatedKey {
            case .refuse: throw .value("external_task_id is used already")
            case .return:
                taken.id = first.id
                taken.arrivedAt = first.arrivedAt
                return taken
            case .billTwice: break
            }
        }
        taken.id = String(UInt64.random(in: 800_000_000_000_000_000..<900_000_000_000_000_000))
        taken.isNew = true
        taken.operation = operation(of: taken, model: model, complaint: complaint)
        return taken
    }

    private func operation(of taken: Submission, model: String, complaint: String?) -> Submission.Operation {
        let isFailing = taken.number.isEvery(faults.failEvery) || complaint != nil
        return Submission.Operation(
            model: model,
            seconds: terms.seconds,
            price: isFailing ? 0 : Int64(terms.seconds) * terms.microPerSecond,
            visibleAt: taken.arrivedAt + Int64(faults.visibleAfterMilliseconds),
            endsAt: taken.arrivedAt + Int64(faults.endAfterMilliseconds),
            end: isFailing ? .failed : taken.number.isEvery(faults.vanishEvery) ? .vanished : .succeeded,
            message: complaint ?? (isFailing ? "the motion could not be transferred" : ""))
    }

    private func reply(to taken: Submission) -> Reply {
        if taken.number.isEvery(faults.loseReplyEvery) { return .dropped }
        if taken.number.isEvery(faults.garbageEvery) { return .garbage }
        guard let body = taken.created else { return .garbage }
        return .answer(body, after: faults.delayMilliseconds)
    }

    private func note(_ submission: Submission) throws {
        try ledger.add(.submission(submission))
        submissions.append(submission)
    }

    /// The answer to a submission is on its way.
    func wasAnswered(_ number: Int) throws {
        try ledger.add(.answered(number: number, at: Self.now))
        if let index = submissions.firstIndex(where: { $0.number == number }) { submissions[index].answered = true }
    }

    /// The tasks with some ids, or under some keys, as they stand now.
    func tasks(ids: [String], keys: [String], base: String) -> [KlingTaskBody] {
        let now = Self.now
        return submissions.filter { submission in
            if let id = submission.id, ids.contains(id) { return true }
            guard let key = submission.key, keys.contains(key) else { return false }
            return now >= submission.operation?.visibleAt ?? .max
        }.compactMap { $0.body(at: now, base: base) }
    }

    /// Whether an operation has ended with a video.
    func hasResult(_ id: String) -> Bool {
        submissions.contains {
            $0.isNew && $0.id == id && $0.operation?.end == .succeeded && Self.now >= $0.operation?.endsAt ?? .max
        }
    }

    private static var now: Int64 {
        Int64((Date().timeIntervalSince1970 * 1000).rounded())
    }

    /// The key of a body that is otherwise refused, for the books.
    private static func key(in body: Data) -> String? {
        guard case .object(let members)? = try? JSONDecoder().decode(JSON.self, from: body),
            case .object(let options)? = members["options"], case .string(let key)? = options["external_task_id"]
        else { return nil }
        return key
    }
}
