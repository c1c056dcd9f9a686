package import OdoriDomain
import OdoriPorts

extension RunState {
    /// Ends the run because it, or its whole job, was called off: every holder is fenced out, nothing new begins, and what is
    /// open at a provider is owed its reconciliation.
    ///
    /// - Parameter url: the public form of a stored object's name.
    package mutating func cancel(now: Timestamp, url: (ObjectName) -> String) {
        engine.cancelAll(now: now)
        run.cancel(engine, now: now, url: url)
        ended(now: now)
    }

    /// Every end of a run asks for `settle`; one without a published character gives its name back.
    package mutating func ended(now: Timestamp) {
        steps.requestSettle(now: now)
        if run.result == nil, let key = job.nameKey(of: run) {
            effects.append(DocumentWrite(.delete, .name(key), if: .none))
        }
    }
}
