import Foundation
import OdoriDomain
import OdoriPorts
import OdoriTesting
import Synchronization

/// A receiver of webhooks that answers as told, 204 when nothing is told, and keeps what came.
final class ScriptedReceiver: Notifier {
    struct Message: Sendable, Hashable {
        var url: String
        var body: Data
        var headers: [String: String]

        var id: String { headers["webhook-id"] ?? "" }
    }

    private struct State {
        var script: [DeliveryOutcome] = []
        var messages: [Message] = []
        var taken: [Message] = []
    }

    private let state = Mutex(State())

    /// The answers to the next messages.
    func answer(_ outcomes: DeliveryOutcome...) {
        state.withLock { $0.script += outcomes }
    }

    /// Everything that came, in order.
    var messages: [Message] { state.withLock { $0.messages } }
    /// What was answered with 2xx.
    var taken: [Message] { state.withLock { $0.taken } }

    func post(
        _ body: Data, to url: String, headers: [(name: String, value: String)]
    ) async throws -> DeliveryOutcome {
        let message = Message(
            url: url, body: body, headers: Dictionary(headers.map { ($0.name, $0.value) }) { first, _ in first })
        return state.withLock { state in
            state.messages.append(message)
            let outcome =
                state.script.isEmpty ? .answered(status: 204, retryAfter: nil) : state.script.removeFirst()
            if outcome.verdict == .delivered { state.taken.append(message) }
            return outcome
        }
    }
}

/// A worker's way to a receiver, which ends where the worker dies.
struct FaultyNotifier: Notifier {
    private let notifier: any Notifier
    private let plan: FaultPlan

    init(_ notifier: any Notifier, _ plan: FaultPlan) {
        self.notifier = notifier
        self.plan = plan
    }

    func post(
        _ body: Data, to url: String, headers: [(name: String, value: String)]
    ) async throws -> DeliveryOutcome {
        try await plan.run { try await notifier.post(body, to: url, headers: headers) }
    }
}
