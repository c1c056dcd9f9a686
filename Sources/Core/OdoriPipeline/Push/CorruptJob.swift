import Foundation
import Logging
import OdoriDomain
import OdoriJobs
import OdoriPorts

/// Ends a job whose ledger or steps cannot be read: it fails with the reason, and its runs end. The unreadable text is kept.
///
/// A job document that cannot be read itself is recorded and left: nothing says whose it is.
struct CorruptJob: Sendable {
    let services: PipelineServices
    let job: JobID

    func end(because reason: OdoriError) async throws {
        let keys: [DocumentKey] = [.job(job), .steps(job), .ledger(job)]
        let found = try await services.store.get(keys)
        guard let document = found[0], var tracked = readable(document, as: JobDocument.self) else { return }
        let steps = found[1].flatMap { readable($0, as: EngineDocument.self)?.value }
        let ledger = found[2].flatMap { readable($0, as: LedgerDocument.self)?.value }
        guard steps == nil || ledger == nil else { return }
        let now = services.clock.now
        let before = tracked.value
        tracked.value.fail(StageError(slot: nil, stage: .settle, error: reason, at: now))
        tracked.value.expiresAt = now.endOfRetention
        let notices = try services.notices.due(from: before, to: tracked.value, runs: nil, now: now)
        var after = settling(steps, now: now)
        after.expiresAt = now.endOfRetention
        var closed = ledger ?? LedgerDocument()
        closed.closed = true
        closed.expiresAt = now.endOfRetention
        var writes = [try tracked.write()].compactMap(\.self)
        writes += try notices.map { try .put($0, at: .outbox($0.id), if: .none) }
        writes.append(try .put(after, at: keys[1], if: condition(found[1])))
        writes.append(try .put(closed, at: keys[2], if: condition(found[2])))
        if steps == nil, let text = found[1] { writes.append(try KeptText(text, now: now).write()) }
        if ledger == nil, let text = found[2] { writes.append(try KeptText(text, now: now).write()) }
        try await services.store.commit(writes)
        services.logger.error("a job was ended: \(reason)", metadata: ["job": "\(job)"])
        try await services.dispatcher.enqueueOwed(of: .job(job), in: after, graph: .job)
        try await services.dispatcher.enqueue(notices)
    }

    /// Steps that ask for `settle` alone. Their checks begin where no lost document can have been.
    private func settling(_ known: EngineDocument?, now: Timestamp) -> EngineDocument {
        var steps = known ?? EngineDocument.job(now: now)
        if known == nil {
            steps.update(.settle) { $0.check = Int(now.milliseconds / 1000) }
        }
        steps.complete(.begin, check: steps.stages[.begin]?.check ?? 0)
        steps.requestSettle(now: now)
        return steps
    }

    private func condition(_ document: Document?) -> DocumentWrite.Precondition {
        document.map { .version($0.version) } ?? .absent
    }

    private func readable<Body>(_ document: Document, as type: Body.Type) -> Tracked<Body>? {
        do {
            return try Tracked<Body>(document)
        } catch {
            services.logger.error("unreadable", metadata: ["document": "\(document.key)", "error": "\(error)"])
            return nil
        }
    }
}
