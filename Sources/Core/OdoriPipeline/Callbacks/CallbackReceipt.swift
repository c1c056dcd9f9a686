import Foundation
import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// `POST /tasks/callback`: a genuine callback brings the next check of its operation forward, and nothing else.
///
/// What it tells is not believed beyond that: the check asks. Where a provider cannot be asked for a key, a callback names a
/// submission whose answer was lost. Whatever is wrong with a callback, the checks go on without it.
struct CallbackReceipt: Sendable {
    let services: PipelineServices

    /// - Throws: when a commit or an enqueue failed, so that the push comes again.
    func receive(_ body: Data) async throws {
        let task: CallbackTask
        do {
            task = try CallbackTask(reading: body)
        } catch let error as OdoriError {
            throw error
        } catch {
            services.logger.error("a push held no callback", metadata: ["error": "\(error)"])
            return
        }
        guard let target = services.callbacks?.target(of: task.token, from: task.provider),
            let reader = services.callbacks?.reader(of: task.provider)
        else {
            services.logger.warning("a callback is for nobody here", metadata: ["provider": "\(task.provider)"])
            return
        }
        do {
            try await bringForward(target, try await reader.read(task.callback), from: task.provider)
        } catch let refused as CallbackRefused {
            services.logger.warning(
                "a callback was refused", metadata: ["provider": "\(task.provider)", "reason": "\(refused.reason)"])
        } catch let missing as MissingDocument {
            services.logger.notice("a callback came for what is gone", metadata: ["document": "\(missing.key)"])
        }
    }

    private func bringForward(_ target: CallbackTarget, _ news: CallbackNews, from provider: String) async throws {
        let now = services.clock.now
        let canBeAsked = services.motion(named: provider)?.capabilities.canLookUpByKey ?? true
        let (isMoved, state) = try await services.transactor.update(RunState.self, .init(target.run)) { state in
            let isMoved = state.engine.update(target.stage) { record in
                record.hear(news, of: target.generation, from: provider, adopts: !canBeAsked, now: now)
            }
            return (isMoved ?? false, state)
        }
        guard isMoved else { return }
        try await services.dispatcher.enqueue(
            [target.stage], of: .run(target.run), in: state.engine, graph: state.run.graph)
    }
}

extension StageRecord {
    /// - Returns: whether the next push is due now, under a new name. A stage that is being worked on is left alone: its holder
    ///   asks anyway, or says soon when the next check is.
    fileprivate mutating func hear(
        _ news: CallbackNews, of generation: Int, from provider: String, adopts: Bool, now: Timestamp
    ) -> Bool {
        guard generation == self.generation, var own = operation, own.isOpen, own.provider == provider else {
            return false
        }
        if adopts, own.state == .submitting, own.id == nil, let id = news.operationID {
            own.id = id
            own.state = .running
            own.reason = nil
            operation = own
        }
        guard lease == nil, let dueAt, dueAt > now else { return false }
        moveOn(dueAt: now)
        return true
    }
}
