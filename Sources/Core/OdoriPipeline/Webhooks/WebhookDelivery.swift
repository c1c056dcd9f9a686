import Foundation
import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Tries to deliver one event: take the lease, send, write down what came of it, order the next attempt.
///
/// A worker that dies in the middle leaves a lease behind; the sweep brings the event back when that is over. So a receiver may
/// hear of an event twice, but always under the same id.
struct WebhookDelivery: Sendable {
    let services: PipelineServices
    /// Longer than the longest request.
    private static let lease = Duration.seconds(45)
    private static let patience = Duration.seconds(2)

    func receive(_ body: Data) async throws {
        guard let task = read(body) else { return }
        do {
            guard let webhooks = services.webhooks else {
                throw OdoriError(.unsupportedVersion, "this worker delivers no webhooks", .transient)
            }
            var (push, event) = try await take(task)
            if case .early(let earliness) = push {
                try await services.wait(earliness)
                (push, event) = try await take(task)
            }
            switch push {
            case .nothing, .early: try await services.dispatcher.enqueue([event])
            case .attempt(let lease): try await attempt(event, lease, webhooks)
            }
        } catch let missing as MissingDocument {
            services.logger.warning("a push for an event that does not exist", metadata: ["event": "\(missing.key)"])
        } catch let newer as NewerFormat {
            services.logger.notice("an event is left to a newer build", metadata: ["event": "\(newer.key)"])
        } catch let error as OdoriError where error.code == .documentCorrupt {
            services.logger.error("an event cannot be read", metadata: ["error": "\(error)"])
        }
    }

    private func take(_ task: WebhookTask) async throws -> (OutboxDocument.Push, OutboxDocument) {
        let now = services.clock.now
        return try await services.transactor.update(OutboxState.self, task.id) { state in
            (state.event.take(check: task.check, now: now, for: Self.lease), state.event)
        }
    }

    /// Nil for what no later push could read either, and for what a newer build wrote: the sweep brings that back.
    private func read(_ body: Data) -> WebhookTask? {
        do {
            return try WebhookTask(reading: body)
        } catch {
            services.logger.error("a push held no webhook task", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private func attempt(_ event: OutboxDocument, _ lease: Lease, _ webhooks: WebhookServices) async throws {
        let begun = services.clock.now
        let outcome = try await isUnwanted(event) ? .unwanted : send(event, webhooks)
        let now = services.clock.now
        let after = try await services.transactor.update(OutboxState.self, event.id) { state in
            state.event.finish(
                outcome, epoch: lease.epoch, took: now.duration(since: begun), schedule: webhooks.schedule, now: now)
            return state.event
        }
        log(after)
        try await services.dispatcher.enqueue([after])
    }

    /// The receiver has answered 410 to another event of the same job: it is told nothing more.
    private func isUnwanted(_ event: OutboxDocument) async throws -> Bool {
        let gone = try await services.outbox.list(
            owner: event.owner, job: event.jobID, status: .gone, after: nil, limit: 1)
        return gone.events.contains { $0.url == event.url && $0.id != event.id }
    }

    /// Sends; a worker that is told to stop meanwhile gives the receiver a moment, and then the attempt up.
    private func send(_ event: OutboxDocument, _ webhooks: WebhookServices) async -> DeliveryOutcome {
        let body = Data(event.body.utf8)
        let headers = WebhookSecret.headers(webhooks.secrets, body: body, id: event.id, at: services.clock.now)
        return await withTaskGroup(of: DeliveryOutcome?.self) { group in
            group.addTask {
                do {
                    return try await webhooks.notifier.post(body, to: event.url, headers: headers)
                } catch {
                    return .interrupted
                }
            }
            group.addTask { await stopped() }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return .interrupted
        }
    }

    private func stopped() async -> DeliveryOutcome? {
        await services.drain.wait()
        guard !Task.isCancelled else { return nil }
        do {
            try await services.clock.sleep(for: Self.patience)
            return .interrupted
        } catch {
            return nil
        }
    }

    private func log(_ event: OutboxDocument) {
        var metadata: Logger.Metadata = [
            "event": "\(event.id)", "type": "\(event.event.rawValue)", "job": "\(event.jobID)",
            "status": "\(event.status.rawValue)",
        ]
        if let error = event.attempts.last?.error { metadata["error"] = "\(error)" }
        switch event.status {
        case .delivered: services.logger.info("a webhook was delivered", metadata: metadata)
        case .pending: services.logger.notice("a webhook will be tried again", metadata: metadata)
        case .failed, .gone: services.logger.warning("a webhook was given up", metadata: metadata)
        }
    }
}
