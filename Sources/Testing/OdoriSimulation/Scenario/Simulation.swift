import Foundation
import OdoriDomain
import OdoriLocal
import OdoriPorts
import Synchronization
import SystemPackage

/// Plays one schedule from the order to the job's end, and judges it.
package final class Simulation: Sendable {
    private let cast: Cast
    private let hosts: [WorkerHost]
    private let caller: Caller
    private let directory: FilePath?

    /// After so long in the schedule's time, or so many steps, a job will not end any more.
    private static let horizon = Duration.seconds(40 * 3600)
    private static let longest = 300_000

    /// - Parameter keepsTrace: notes every event in `Verdict.lines`.
    package static func play(seed: UInt64, keepsTrace: Bool = false) throws -> Verdict {
        try play(Schedule(seed: seed), keepsTrace: keepsTrace)
    }

    static func play(_ schedule: Schedule, keepsTrace: Bool = false) throws -> Verdict {
        let simulation = try Simulation(schedule, keepsTrace: keepsTrace)
        let end = try simulation.play()
        // Of a play that was broken off the end says nothing.
        if simulation.cast.chronicle.violations.isEmpty {
            let clean = try CleanRuns.shared.end(of: schedule.order)
            FinalPromises(cast: simulation.cast, end: end, clean: clean).judge()
        }
        return try simulation.verdict(end)
    }

    init(_ schedule: Schedule, keepsTrace: Bool) throws {
        var dice = Dice(seed: schedule.seed ^ 0x6F64_6F72_6921)
        func part() -> Dice { Dice(seed: dice.next()) }
        let executor = StepExecutor(dice: part())
        let time = VirtualTime(dice: part())
        let chronicle = Chronicle(time: time, isKept: keepsTrace)
        let shared = SharedDice(part())
        let place = Self.place()
        directory = schedule.usesSQLite ? FilePath("\(place)-sqlite") : nil
        let documents = try Self.documents(directory, executor)
        let hosts = Mutex<[WorkerHost]>([])
        let pushes = SharedDice(part())
        let counter = Mutex(0)
        let queue = QueueModel(time: time, dice: SharedDice(part()), habits: schedule.habits) { task, _, answered in
            let number = counter.withLock { count in
                count += 1
                return count
            }
            let all = hosts.withLock { $0 }
            let first = pushes.below(all.count)
            for offset in all.indices where all[(first + offset) % all.count].take(task, number: number, answered) {
                return
            }
            answered(false)
        }
        let cast = Cast(
            schedule: schedule, executor: executor, time: time, dice: shared, chronicle: chronicle,
            weather: Weather(schedule.forecast, dice: part()),
            witness: Witness(chronicle: chronicle, schedule: schedule),
            documents: documents, files: SimulatedFiles(root: place), book: MotionBook(schedule.motion, dice: part()),
            queue: queue)
        self.cast = cast
        self.hosts = (0..<schedule.workers).map { WorkerHost($0, cast: cast) }
        caller = Caller(cast)
        hosts.withLock { $0 = self.hosts }
    }

    private static let root: String = {
        let place = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        return "\(place)/odori-simulation-\(ProcessInfo.processInfo.processIdentifier)"
    }()
    /// Two schedules at once must not share files.
    private static let instances = Mutex(0)

    private static func place() -> String {
        let number = instances.withLock { count in
            count += 1
            return count
        }
        return "\(root)-\(number)"
    }

    private static func documents(_ directory: FilePath?, _ executor: StepExecutor) throws -> SharedDocuments {
        guard let directory else { return SharedDocuments(store: MemoryDocumentStore(), outside: nil) }
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        return SharedDocuments(
            store: try SQLiteDocumentStore(path: directory.appending("odori.sqlite")), outside: executor)
    }

    /// Plays to the end, or until a promise is broken; answers what is left.
    func play() throws -> End {
        for host in hosts { host.start() }
        caller.order()
        for blow in cast.schedule.blows { cast.time.after(blow.after) { self.strike(blow.kind) } }
        let horizon = VirtualTime.beginning + Self.horizon
        cast.executor.run(upTo: Self.longest)
        while !isOver, cast.chronicle.violations.isEmpty, cast.time.now < horizon,
            cast.executor.steps < Self.longest, cast.time.advance()
        {
            cast.executor.mix(UInt64(bitPattern: cast.time.now.milliseconds))
            cast.executor.run(upTo: Self.longest)
        }
        let end = End(cast)
        try close()
        return end
    }

    /// Nobody works, nothing is owed, and nothing more will happen but sweeps.
    private var isOver: Bool {
        guard cast.queue.unfinished == 0, !caller.isBusy, hosts.allSatisfy({ $0.busy == 0 }) else { return false }
        let seen = cast.witness.seen
        cast.witness.judgeQuiet()
        guard cast.time.now >= lastBlow, let job = caller.job, seen.jobs[job]?.status.isEnded == true else {
            return false
        }
        return seen.engines.values.allSatisfy { $0.dueAt == nil }
    }

    private var lastBlow: Timestamp {
        VirtualTime.beginning + (cast.schedule.blows.map(\.after).max() ?? .zero)
    }

    private func strike(_ kind: Schedule.Blow.Kind) {
        switch kind {
        case .cancel: caller.cancel()
        case .retry: caller.retry()
        case .sweep: push("/tasks/sweep", Data("{}".utf8))
        case .garbage: push("/tasks/stage", Data("{\"version\":1,\"job_id\":".utf8))
        case .replay: cast.queue.replay()
        case .loseObject: cast.objects.loseOne(cast.dice, cast.chronicle)
        case .kill(let index): hosts[index].kill()
        case .terminate(let index): hosts[index].terminate()
        case .freeze(let index, let duration): hosts[index].freeze(for: duration)
        case .jump(let index, let step) where hosts.indices.contains(index): hosts[index].jump(by: step)
        case .jump(_, let step): caller.jump(by: step)
        }
    }

    private func push(_ path: String, _ body: Data) {
        let id = "extra-\(cast.dice.next())"
        _ = cast.queue.create(
            QueuedTask(queue: .poll, id: id, path: path, body: body, notBefore: nil, deadline: .seconds(60)))
    }

    /// Lets whatever still moves come to rest, so that nothing of the schedule is kept.
    private func close() throws {
        cast.queue.close()
        for host in hosts { host.close() }
        repeat { cast.executor.run(upTo: .max) } while cast.time.advance()
        for left in cast.scratch.left { try cast.files.empty(left, holdsMore: true) }
        try cast.files.close()
    }

    private func verdict(_ end: End) throws -> Verdict {
        if let directory { try FileManager.default.removeItem(atPath: directory.string) }
        return Verdict(of: cast, status: end.jobs.first?.status)
    }
}
