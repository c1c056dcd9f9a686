/// What the present task works on, for those who tell of it: log lines, figures, and the tasks that it orders.
///
/// It goes along with tasks and their children. Nothing that the system does may depend on it.
package struct WorkContext: Sendable {
    /// The present task's.
    @TaskLocal package static var current = WorkContext()

    package var trace: TraceParent?
    package var subject: Subject?
    package var stage: StageID?
    /// The lease's epoch: which attempt on the stage this is.
    package var attempt: Int?
    /// Nil where nobody counts.
    package var meter: Meter?
    /// All whose changes the present commit carries, where it carries others' besides the present task's.
    package var authors: [WorkContext] = []

    package init() {}

    /// This with something else besides.
    package func with(_ change: (inout WorkContext) -> Void) -> WorkContext {
        var changed = self
        change(&changed)
        return changed
    }
}
