import OdoriDomain
import OdoriPorts
import SystemPackage

/// The motion provider as one process reaches it: every request travels for a while, and some arrive late or not at all.
struct SimulatedMotionTransfer: MotionTransfer {
    let book: MotionBook
    let files: SimulatedFiles
    let process: SimulatedProcess
    let dice: SharedDice
    let witness: Witness

    var capabilities: MotionCapabilities { book.terms.capabilities }

    func price(_ order: MotionOrder) -> Int64 { book.terms.price }

    func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        let content = Fingerprint.of(
            "dance", order.image.sha256, order.reference.id.rawValue, order.outfit?.rawValue ?? "own")
        guard process.time.now <= submitBy else {
            throw OdoriError(.timeLimit, "it is too late to submit", .transient)
        }
        return try await process.call(.submit) {
            // The request is given no longer than `submitBy`: whatever is still on its way then is cut off.
            let arrival = process.time.now + dice.duration(.milliseconds(20) ... .milliseconds(900))
            guard arrival <= submitBy else {
                throw OdoriError(.timeLimit, "the request could not be sent in time", .transient)
            }
            await process.time.travel(for: arrival.duration(since: process.time.now))
            witness.sent(under: key)
            let what = order.outfit?.rawValue ?? order.reference.id.rawValue
            witness.chronicle.note("provider", "is sent \(what) under \(key)")
            let id = try book.accept(key, content: content, at: arrival)
            if book.losesAnswer(key) { throw PortCall.submit.lostReply }
            return id
        }
    }

    func lookUp(_ key: OperationKey) async throws -> [String] {
        try await process.call(.lookUp) {
            try await process.time.sleep(for: latency)
            let found = book.lookUp(key, at: process.time.now)
            if book.terms.dawdles > 0, dice.chance(book.terms.dawdles) {
                try await process.time.sleep(for: dice.duration(Self.dawdling))
            }
            return found
        }
    }

    func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        try await process.call(.check) {
            try await process.time.sleep(for: latency)
            return book.check(id, at: process.time.now)
        }
    }

    func fetch(_ id: String, into file: FilePath) async throws -> Origin {
        try await process.call(.fetch) {
            try await process.time.sleep(for: latency)
            files.write(try book.content(of: id), to: file)
            return Origin(provider: "simulated", model: "none", promptHash: "none", operationID: id)
        }
    }

    func cancel(_ id: String) async throws {
        try await process.call(.cancel) {
            await process.time.travel(for: latency)
            book.cancel(id, at: process.time.now)
        }
    }

    private static let dawdling: ClosedRange<Duration> = .seconds(1) ... .seconds(90)

    private var latency: Duration { dice.duration(.milliseconds(5) ... .milliseconds(400)) }
}
