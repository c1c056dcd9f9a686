import Foundation
package import OdoriDomain
package import OdoriPorts

/// Kling's callbacks: signed after Standard Webhooks, with a task for a body.
package struct KlingCallbackReader: CallbackReader {
    package let provider = KlingConfiguration.provider
    private let secrets: [WebhookSecret]
    private let clock: any WallClock

    /// - Parameter secrets: of the console; several while one is being changed.
    package init(secrets: [WebhookSecret], clock: any WallClock) {
        self.secrets = secrets
        self.clock = clock
    }

    /// How far a callback's time may be from ours, either way.
    private static let tolerance: Int64 = 300

    package func read(_ callback: ProviderCallback) async throws -> CallbackNews {
        guard let id = callback.header("webhook-id"), let signatures = callback.header("webhook-signature"),
            let time = callback.header("webhook-timestamp"), let seconds = Int64(time)
        else { throw CallbackRefused("it is not signed") }
        let (distance, overflows) = seconds.subtractingReportingOverflow(clock.now.seconds)
        guard !overflows, (-Self.tolerance...Self.tolerance).contains(distance) else {
            throw CallbackRefused("it was signed at another time")
        }
        let isGenuine = secrets.contains {
            $0.hasSigned(callback.body, id: id, timestamp: time, signatures: signatures)
        }
        guard isGenuine else { throw CallbackRefused("no signature is right") }
        return CallbackNews(operationID: Self.taskID(callback.body))
    }

    /// A task in the current API's words or in the legacy API's, bare or, as one note has it, wrapped like an answer.
    private static func taskID(_ body: Data) -> String? {
        let decoder = JSONDecoder()
        if let task = try? decoder.decode(KlingTask.self, from: body) { return task.id.text }
        if let task = try? decoder.decode(KlingLegacyTask.self, from: body) { return task.taskID.text }
        return (try? decoder.decode(KlingContents<KlingLegacyTask>.self, from: body))?.data.taskID.text
    }
}
