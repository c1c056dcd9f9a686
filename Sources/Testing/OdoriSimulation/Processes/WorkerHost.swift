import Logging
import OdoriDomain
import OdoriPipeline
import OdoriPorts
import Synchronization

/// A place where worker processes run one after the other: what dies or is told to stop is followed by another.
final class WorkerHost: Sendable {
    private struct Worker {
        let process: SimulatedProcess
        let receiver: PushReceiver
        let drain: DrainSignal
        var isAccepting = true
        /// Pushes under way, with whom to tell.
        var answers: [Int: QueueModel.Answer] = [:]
    }

    private struct State {
        var worker: Worker?
        var starts = 0
        var isClosed = false
    }

    private let number: Int
    private let cast: Cast
    private let machine = MachineClock()
    private let state = Mutex(State())

    init(_ number: Int, cast: Cast) {
        self.number = number
        self.cast = cast
    }

    /// Starts a process, which begins the chain of sweeps.
    func start() {
        let name = state.withLock { state -> String? in
            guard !state.isClosed, state.worker == nil else { return nil }
            state.starts += 1
            return "worker \(number).\(state.starts)"
        }
        guard let name else { return }
        let process = cast.process(name, on: machine, weather: cast.weather)
        let drain = DrainSignal()
        let receiver = PushReceiver(cast.services(process, drain))
        state.withLock { $0.worker = Worker(process: process, receiver: receiver, drain: drain) }
        process.whenDead { self.fell() }
        cast.chronicle.note(name, "starts")
        process.begin { await self.seed(receiver, process) }
    }

    /// As a worker's start does it: until it succeeds.
    private func seed(_ receiver: PushReceiver, _ process: SimulatedProcess) async {
        while true {
            do {
                return try await receiver.seed()
            } catch {
                cast.chronicle.note(process.name, "could not seed: \(error)")
            }
            do { try await process.sleep(for: .seconds(1)) } catch { return }
        }
    }

    /// Takes a push; false when nobody is there.
    func take(_ task: QueuedTask, number: Int, _ answered: @escaping QueueModel.Answer) -> Bool {
        let taker = state.withLock { state -> (SimulatedProcess, PushReceiver)? in
            guard let worker = state.worker, worker.isAccepting else { return nil }
            state.worker?.answers[number] = answered
            return (worker.process, worker.receiver)
        }
        guard let (process, receiver) = taker else { return false }
        process.begin {
            let success = await Self.serve(task, receiver, process, self.cast.chronicle)
            self.answer(number, success, of: process)
        }
        return true
    }

    private static func serve(
        _ task: QueuedTask, _ receiver: PushReceiver, _ process: SimulatedProcess, _ chronicle: Chronicle
    ) async -> Bool {
        do {
            if QueueModel.isSweep(task) {
                try await PushContext.$isSweep.withValue(true) { try await receiver.sweep(task.body) }
            } else {
                try await receiver.receive(task.body)
            }
            return !process.isDead
        } catch {
            chronicle.note(process.name, "answers 500 to \(task.id): \(error)")
            return false
        }
    }

    private func answer(_ number: Int, _ success: Bool, of process: SimulatedProcess) {
        let answered = state.withLock { state -> QueueModel.Answer? in
            guard state.worker?.process === process else { return nil }
            return state.worker?.answers.removeValue(forKey: number)
        }
        answered?(success)
    }

    /// The process is gone: whoever waits for an answer sees the connection break, and another process comes.
    private func fell() {
        let answers = state.withLock { state in
            defer { state.worker = nil }
            return state.worker?.answers ?? [:]
        }
        for (_, answered) in answers.sorted(by: { $0.key < $1.key }) { answered(false) }
        cast.time.after(cast.dice.duration(.milliseconds(300) ... .seconds(20))) { self.start() }
    }

    func kill() {
        state.withLock { $0.worker?.process }?.die("SIGKILL")
    }

    func freeze(for duration: Duration) {
        state.withLock { $0.worker?.process }?.freeze(for: duration)
    }

    func jump(by step: Duration) {
        cast.chronicle.note("machine \(number)", "has its clock set by \(step)")
        machine.jump(by: step)
    }

    /// SIGTERM: no more pushes; after ten seconds it must be over.
    func terminate() {
        let leaving = state.withLock { state -> (SimulatedProcess, DrainSignal)? in
            guard let worker = state.worker, worker.isAccepting else { return nil }
            state.worker?.isAccepting = false
            return (worker.process, worker.drain)
        }
        guard let (process, drain) = leaving else { return }
        cast.chronicle.note(process.name, "is told to stop")
        drain.begin()
        let told = cast.time.now
        cast.time.after(.seconds(10)) {
            let left = self.state.withLock { $0.worker?.process === process ? $0.worker?.answers.count ?? 0 : 0 }
            if left > 0, !process.wasHeld(since: told) {
                self.cast.chronicle.violation(.drainIsPrompt, "\(left) pushes were under way after ten seconds")
            }
            process.die("it was told to stop")
        }
    }

    /// No process follows any more.
    func close() {
        let process = state.withLock { state in
            state.isClosed = true
            return state.worker?.process
        }
        process?.die("the schedule is over")
    }

    /// Pushes under way here.
    var busy: Int {
        state.withLock { $0.worker?.answers.count ?? 0 }
    }
}
