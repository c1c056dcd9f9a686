import Foundation

/// MiniMax's music as far as its books and its decisions go: one call, one track, one price. Its books are a file of their own.
actor FakeMiniMax {
    /// What a call leads to on the network.
    enum Reply: Sendable {
        case track(Data)
        /// Under HTTP 200, as the vendor does.
        case refused(code: Int, message: String)
        /// The connection is dropped without a word.
        case dropped
        case garbage, empty, huge
    }

    nonisolated let key: String
    private(set) var faults: Faults
    private let ledger: Ledger
    private(set) var submissions: [Submission]
    private var arrivals: Int
    private var meetings = FirstMeetings(of: "minimax")

    /// Micro-dollars for a track.
    private static let price: Int64 = 150_000

    init(ledger: Ledger, faults: Faults, key: String) {
        self.ledger = ledger
        self.faults = faults
        self.key = key
        submissions = ledger.submissions
        arrivals = submissions.map(\.number).max() ?? 0
    }

    func change(_ patch: Data) throws {
        faults = try faults.changed(by: patch)
    }

    private struct Order: Decodable {
        var model: String
        var prompt: String
        var is_instrumental: Bool?
        var lyrics: String?
        var output_format: String?
    }

    func compose(_ body: Data) throws -> Reply {
        arrivals += 1
        let number = arrivals
        let read = try? JSONDecoder().decode(Order.self, from: body)
        let first = meetings.fault(of: read?.prompt ?? "\(number)", faults)
        if number.isEvery(faults.loseRequestEvery) || first == .loseRequest { return .dropped }
        guard let order = read, ["music-3.0", "music-2.6", "music-cover"].contains(order.model),
            (1...2000).contains(order.prompt.count), order.is_instrumental == true || order.lyrics?.isEmpty == false,
            order.output_format ?? "hex" == "hex"
        else { return try refuse(number, 2013, "invalid params") }
        if number.isEvery(faults.throttleEvery) { return try refuse(number, faults.miniMaxCode, "refused") }
        if first == .policy { return try refuse(number, 1026, "input contains sensitive words") }
        if first == .throttle || first == .error { return try refuse(number, 1002, "rate limit") }
        var taken = Submission(number: number, arrivedAt: Self.now, provider: "minimax", key: nil, code: 0)
        taken.id = "trace-\(number)"
        taken.isNew = true
        taken.operation = .init(
            model: order.model, seconds: 0, price: Self.price, visibleAt: 0, endsAt: 0, end: .succeeded, message: "")
        try note(taken)
        if number.isEvery(faults.loseReplyEvery) || first == .loseReply { return .dropped }
        if first == .garbage { return .garbage }
        if first == .empty { return .empty }
        if first == .huge { return .huge }
        if faults.emptyTracks { return .track(Data()) }
        return .track(ClickTrack(prompt: order.prompt, tempoPercent: faults.trackTempoPercent).wave)
    }

    func knows(_ header: String?) -> Bool {
        header == "Bearer \(key)" && !faults.revoked.contains("minimax")
    }

    private func refuse(_ number: Int, _ code: Int, _ message: String) throws -> Reply {
        try note(Submission(number: number, arrivedAt: Self.now, provider: "minimax", key: nil, code: code))
        return .refused(code: code, message: message)
    }

    private func note(_ submission: Submission) throws {
        try ledger.add(.submission(submission))
        submissions.append(submission)
    }

    private static var now: Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded()) }
}
