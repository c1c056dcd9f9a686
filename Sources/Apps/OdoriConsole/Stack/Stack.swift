import Foundation
package import SystemPackage

/// The embedded installation: prepares its data, runs the servers under supervision, and ends them.
package struct Stack: Sendable {
    /// What only the assembly can do, because it knows the adapters.
    package struct Preparation: Sendable {
        /// Creates the store's file in a data directory, in one place and before any child opens it.
        package var createStore: @Sendable (FilePath) async throws -> Void
        /// Creates the queues at a queue server; those that are there already stay.
        package var createQueues: @Sendable (StackPlan, [QueueLimit]) async throws -> Void

        package init(
            createStore: @escaping @Sendable (FilePath) async throws -> Void,
            createQueues: @escaping @Sendable (StackPlan, [QueueLimit]) async throws -> Void
        ) {
            self.createStore = createStore
            self.createQueues = createQueues
        }
    }

    private static let startLimit = Duration.seconds(60)

    private let plan: StackPlan
    private let preparation: Preparation
    private let report: @Sendable (SupervisorEvent) -> Void

    package init(
        _ plan: StackPlan,
        preparation: Preparation,
        report: @escaping @Sendable (SupervisorEvent) -> Void
    ) {
        self.plan = plan
        self.preparation = preparation
        self.report = report
    }

    /// Brings the servers up, runs `body`, and takes the servers down again, however `body` ends.
    ///
    /// - Throws: `StackFailure`, `SupervisorFailure`, or what `body` throws.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try prepareFiles()
        try await preparation.createStore(plan.dataDirectory)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            defer { group.cancelAll() }
            let gates = plan.parts.map { ($0, Gate.makeStream(of: Void.self)) }
            let ends = plan.parts.map { ($0, Gate.makeStream(of: Void.self)) }
            let others = ends.filter { $0.0 != .queue }.map(\.1.stream)
            for ((part, gate), (_, end)) in zip(gates, ends) {
                group.addTask {
                    defer { end.continuation.finish() }
                    return try await supervise(part, from: gate.stream, past: part == .queue ? others : [])
                }
            }
            group.addTask {
                try await start(gates.map { ($0, $1.continuation) })
                return try await body()
            }
            // Only the body ends by itself; a supervisor that ends first has failed, or we are called off.
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    private typealias Gate = AsyncStream<Void>

    /// Keeps a part running from its gate's opening until we are cancelled, and then on until the others have ended: a
    /// worker that stops hands its work back to the queue.
    private func supervise<Result>(_ part: StackPlan.Part, from gate: Gate, past others: [Gate]) async throws -> Result?
    {
        for await _ in gate { break }
        guard !Task.isCancelled else { return nil }
        let supervisor = Supervisor(plan.child(part), report: report)
        let running = Task { try await supervisor.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task {
                for other in others { for await _ in other {} }
                running.cancel()
            }
        }
        return nil
    }

    /// Opens the gates: the queue's first, because the worker and the API order pushes as soon as they live.
    private func start(_ gates: [(StackPlan.Part, Gate.Continuation)]) async throws {
        for (part, gate) in gates {
            gate.finish()
            guard part == .queue else { continue }
            try await ready(.queue)
            let cores = ProcessInfo.processInfo.activeProcessorCount
            try await preparation.createQueues(plan, QueueLimit.all(cores: cores))
        }
        for part in plan.parts where part != .queue { try await ready(part) }
    }

    private func ready(_ part: StackPlan.Part) async throws {
        guard try await Readiness.wait(for: plan.url(part), atMost: Self.startLimit) else {
            let seconds = Self.startLimit.components.seconds
            throw StackFailure("The \(part.rawValue) was not ready within \(seconds) s; see \(plan.log(part)).")
        }
    }

    private func prepareFiles() throws {
        for part in plan.parts {
            guard LocalPort.isFree(plan.ports[part]) else {
                throw StackFailure(
                    "Port \(plan.ports[part]) is in use; choose another for the \(part.rawValue) with --\(part.rawValue)-port."
                )
            }
            let program = plan.child(part).executable
            guard FileManager.default.isExecutableFile(atPath: program.string) else {
                throw StackFailure("\(program) is missing; build it with `swift build`.")
            }
        }
        do {
            try FileManager.default.createDirectory(
                atPath: plan.dataDirectory.string,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StackFailure("The data directory \(plan.dataDirectory) cannot be made: \(error.localizedDescription)")
        }
    }
}
