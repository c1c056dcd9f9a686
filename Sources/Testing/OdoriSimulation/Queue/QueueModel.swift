import OdoriDomain
import OdoriPorts
import Synchronization

/// Cloud Tasks as a schedule has it: a name counts once, also after its task is done; a task is pushed at its time or later, again
/// after every push that did not succeed, and a push that passes its deadline goes on at the worker as a zombie while the next begins.
final class QueueModel: Sendable {
    /// Makes one push; the answer comes through the closure, at most once.
    typealias Push = @Sendable (_ task: QueuedTask, _ attempt: Int, _ answered: @escaping Answer) -> Void
    /// Whether the push was answered with success.
    typealias Answer = @Sendable (Bool) -> Void

    /// How a queue behaves beyond its rules.
    struct Habits: Sendable {
        var minBackoff = Duration.milliseconds(500)
        var maxBackoff = Duration.seconds(60)
        /// The chances that a task is pushed twice at once, that it is pushed late, and that a success is not heard.
        var duplicates = 0.0
        var delays = 0.0
        var lostAnswers = 0.0
    }

    private struct Entry {
        let task: QueuedTask
        var attempts = 0
        var isDone = false
        /// The attempt whose answer counts; earlier ones are zombies.
        var current = 0
    }

    private struct Name: Hashable {
        let queue: QueueName
        let id: String
    }

    private struct State {
        var entries: [Name: Entry] = [:]
        var order: [Name] = []
        /// Tasks that are not done, but for sweeps.
        var unfinished = 0
        /// Nil once nothing is pushed any more; it holds those who are pushed to, and they hold the queue.
        var push: Push?
    }

    private let time: VirtualTime
    private let dice: SharedDice
    private let habits: Habits
    private let state: Mutex<State>

    init(time: VirtualTime, dice: SharedDice, habits: Habits, push: @escaping Push) {
        self.time = time
        self.dice = dice
        self.habits = habits
        state = Mutex(State(push: push))
    }

    /// False when the name was used before.
    func create(_ task: QueuedTask) -> Bool {
        let name = Name(queue: task.queue, id: task.id)
        let isNew = state.withLock { state in
            guard state.push != nil, state.entries[name] == nil else { return false }
            state.entries[name] = Entry(task: task)
            state.order.append(name)
            if !Self.isSweep(task) { state.unfinished += 1 }
            return true
        }
        if isNew { dispatch(name, notBefore: max(time.now, task.notBefore ?? time.now) + lateness) }
        return isNew
    }

    /// How many tasks have still to be done, sweeps not counted.
    var unfinished: Int { state.withLock { $0.unfinished } }

    /// Nothing is pushed any more.
    func close() {
        state.withLock { $0.push = nil }
    }

    /// Pushes some task once more, whatever has become of it.
    func replay() {
        let again = state.withLock { state -> (push: Push, task: QueuedTask)? in
            guard let push = state.push, !state.order.isEmpty else { return nil }
            return state.entries[state.order[dice.below(state.order.count)]].map { (push, $0.task) }
        }
        if let again { again.push(again.task, 0) { _ in } }
    }

    static func isSweep(_ task: QueuedTask) -> Bool { task.path == "/tasks/sweep" }

    private var lateness: Duration {
        dice.chance(habits.delays)
            ? dice.duration(.milliseconds(100) ... .seconds(100))
            : dice.duration(.milliseconds(1) ... .milliseconds(20))
    }

    private func dispatch(_ name: Name, notBefore instant: Timestamp) {
        time.at(instant) { self.attempt(name) }
    }

    private func attempt(_ name: Name) {
        let begun = state.withLock { state -> (push: Push, task: QueuedTask, attempt: Int)? in
            guard let push = state.push, var entry = state.entries[name], !entry.isDone else { return nil }
            entry.attempts += 1
            entry.current = entry.attempts
            state.entries[name] = entry
            return (push, entry.task, entry.attempts)
        }
        guard let (push, task, attempt) = begun else { return }
        time.after(task.deadline) { self.answered(name, attempt, false) }
        push(task, attempt) { success in
            let isHeard = !success || !self.dice.chance(self.habits.lostAnswers)
            self.answered(name, attempt, success && isHeard)
        }
        if dice.chance(habits.duplicates) { push(task, attempt) { _ in } }
    }

    private func answered(_ name: Name, _ attempt: Int, _ success: Bool) {
        let again = state.withLock { state -> Int? in
            guard var entry = state.entries[name], !entry.isDone, entry.current == attempt else { return nil }
            entry.isDone = success
            entry.current = 0
            state.entries[name] = entry
            if success, !Self.isSweep(entry.task) { state.unfinished -= 1 }
            return success ? nil : entry.attempts
        }
        guard let again else { return }
        let wait = min(habits.maxBackoff, habits.minBackoff * (1 << min(again - 1, 10)))
        dispatch(name, notBefore: time.now + wait)
    }
}
