import Foundation

/// Kling as far as its books and its decisions go: what a submission leads to, and how operations stand.
actor FakeKling {
    /// What it asks of callers, and for how much.
    struct Terms: Sendable {
        var key: String
        /// The legacy API's pair.
        var accessKey = "fake-access"
        var secretKey = "fake-secret"
        /// How far its clock is behind.
        var clockBehindSeconds = 0
        var seconds: Int
        var microPerSecond: Int64
    }

    /// What the network does with a submission's answer.
    enum Reply: Sendable {
        case answer(KlingTaskBody, after: Int)
        case problem(KlingProblem)
        /// The connection is dropped without a word.
        case dropped
        case garbage, empty, huge
    }

    private(set) var faults: Faults
    nonisolated let terms: Terms
    private let ledger: Ledger
    private let inputs: InputCheck?
    private(set) var submissions: [Submission]
    private var requests = 0
    private var downloads = 0
    private var arrivals: Int
    private var meetings = FirstMeetings(of: "kling")

    init(ledger: Ledger, faults: Faults, terms: Terms, inputs: InputCheck?) {
        self.ledger = ledger
        self.faults = faults
        self.terms = terms
        self.inputs = inputs
        submissions = ledger.submissions
        arrivals = submissions.map(\.number).max() ?? 0
    }

    func change(_ patch: Data) throws -> Faults {
        faults = try faults.changed(by: patch)
        return faults
    }

    /// Who may not ask, and why.
    func refusal(_ header: String?, _ generation: KlingGeneration) -> KlingProblem? {
        faults.revoked.contains("kling")
            ? KlingProblem(code: 1002, message: "the key was revoked") : terms.refusal(header, generation)
    }

    /// Counts a request; true when it is to meet a connection reset.
    ///
    /// - Parameter question: what is asked; nil for a submission and a download.
    func countRequest(_ question: String? = nil) -> Bool {
        requests += 1
        if let question, meetings.spoils(question, faults) { return true }
        return requests.isEvery(faults.resetEvery)
    }

    /// Counts a download; true when it is to break in the middle.
    func countDownload(_ file: String) -> Bool {
        downloads += 1
        return meetings.spoils(file, faults) || downloads.isEvery(faults.cutResultEvery)
    }

    /// A submission has arrived whole. It stands in the books before anything is answered.
    ///
    /// - Returns: its number for `wasAnswered`.
    func submit(_ generation: KlingGeneration, body: Data) async throws -> (number: Int, reply: Reply) {
        arrivals += 1
        let number = arrivals
        let isRefused = refusesPicture((try? generation.order(body))?.image)
        let first = isRefused ? nil : meetings.fault(of: Self.key(in: body) ?? "\(number)", faults)
        if number.isEvery(faults.loseRequestEvery) || first == .loseRequest { return (number, .dropped) }
        let taken: Submission
        do throws(KlingProblem) {
            let order = try generation.order(body)
            let complaint = await inputs?.complaint(image: order.image, video: order.video)
            try refuse(order, first)
            taken = try take(order, number: number, complaint: complaint)
        } catch {
            try note(Submission(number: number, arrivedAt: Self.now, key: Self.key(in: body), code: error.code))
            return (number, .problem(error))
        }
        try note(taken)
        return (number, reply(to: taken, first))
    }

    private func refusesPicture(_ address: String?) -> Bool {
        !faults.refusePicture.isEmpty && address?.contains(faults.refusePicture) == true
    }

    private func refuse(_ order: KlingOrder, _ first: Faults.FirstFault?) throws(KlingProblem) {
        if refusesPicture(order.image) {
            throw KlingProblem(code: faults.throttleCode, message: "refused for its picture")
        }
        if first == .error { throw KlingProblem(code: 5001, message: "try again later") }
        if first == .throttle { throw KlingProblem(code: 1302, message: "too many requests") }
        if first == .policy { throw KlingProblem(code: 1301, message: "the content is not safe") }
    }

    private func refuseByFault(_ number: Int) throws(KlingProblem) {
        if number.isEvery(faults.throttleEvery) {
            throw KlingProblem(code: faults.throttleCode, message: "too many requests")
        }
        if number.isEvery(faults.errorEvery) { throw KlingProblem(code: faults.errorCode, message: "try again later") }
        if faults.slots > 0, openOperations >= faults.slots {
            throw KlingProblem(code: 1303, message: "parallel task over resource pack limit")
        }
        if number.isEvery(faults.policyEvery) { throw KlingProblem(code: 1301, message: "the content is not safe") }
    }

    private func take(_ order: KlingOrder, number: Int, complaint: String?) throws(KlingProblem) -> Submission {
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
        taken.operation = operation(of: taken, order, complaint: complaint)
        return taken
    }

    private func operation(of taken: Submission, _ order: KlingOrder, complaint: String?) -> Submission.Operation {
        let isUnsafe = taken.number.isEvery(faults.failPolicyEvery)
        let isFailing = taken.number.isEvery(faults.failEvery) || isUnsafe || complaint != nil
        let reason = isUnsafe ? "Failure to pass the risk control system" : "the motion could not be transferred"
        return Submission.Operation(
            model: order.model,
            seconds: terms.seconds,
            price: isFailing ? 0 : Int64(terms.seconds) * terms.microPerSecond,
            visibleAt: taken.arrivedAt + Int64(faults.visibleAfterMilliseconds),
            endsAt: taken.arrivedAt + Int64(faults.endAfterMilliseconds),
            end: isFailing ? .failed : taken.number.isEvery(faults.vanishEvery) ? .vanished : .succeeded,
            message: complaint ?? (isFailing ? reason : ""),
            callback: order.callback,
            isBilledInUnits: faults.billsUnits)
    }

    private func reply(to taken: Submission, _ first: Faults.FirstFault?) -> Reply {
        if taken.number.isEvery(faults.loseReplyEvery) || first == .loseReply { return .dropped }
        if taken.number.isEvery(faults.garbageEvery) || first == .garbage { return .garbage }
        if first == .empty { return .empty }
        if first == .huge { return .huge }
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
            guard let visibleAt = submission.operation?.visibleAt else { return false }
            return now >= min(visibleAt, submission.arrivedAt + Int64(faults.visibleAfterMilliseconds))
        }.compactMap { $0.body(at: now, base: base) }
    }

    private var openOperations: Int {
        submissions.count { $0.isNew && Self.now < $0.operation?.endsAt ?? 0 }
    }

    /// What has ended since a time and is to be told, with where.
    func ended(since earlier: Int64, until now: Int64) -> [(url: String, body: Data)] {
        submissions.compactMap { submission in
            guard submission.isNew, let operation = submission.operation, let url = operation.callback,
                earlier < operation.endsAt, operation.endsAt <= now,
                let task = submission.body(at: now, base: "http://127.0.0.1"),
                let body = try? JSONEncoder().encode(task)
            else { return nil }
            return (url, body)
        }
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
        guard case .object(let members)? = try? JSONDecoder().decode(JSON.self, from: body) else { return nil }
        if case .string(let key)? = members["external_task_id"] { return key }
        guard case .object(let options)? = members["options"], case .string(let key)? = options["external_task_id"]
        else { return nil }
        return key
    }
}
