import OdoriDomain
import Synchronization

/// Creations of tasks that go to the server together: those that are asked for at once, and those that are asked for while others of the
/// same queue are under way. For a server next door, where a request takes longer than what it asks for, and which has created the tasks
/// when it answers.
final class CreationBatches: Sendable {
    /// What waits to be sent to one queue.
    private struct Line {
        var isBusy = false
        var waiting: [PendingCreation] = []

        /// What is to be sent now, which then is under way; nil when that is nothing.
        mutating func next() -> ArraySlice<PendingCreation>? {
            guard !isBusy, !waiting.isEmpty else { return nil }
            isBusy = true
            var bytes = 0
            let end =
                waiting.prefix(largestBatch).firstIndex { pending in
                    bytes += pending.creation.task.httpRequest.body.count
                    return bytes > mostBytes
                } ?? min(waiting.count, largestBatch)
            let batch = waiting.prefix(max(1, end))
            waiting.removeFirst(batch.count)
            return batch
        }
    }

    /// As many as the service allows.
    private static let largestBatch = 100
    /// Of bodies, so that a request stays far below what the service takes.
    private static let mostBytes = 1 << 20

    private let client: QueueServiceClient
    private let configuration: CloudTasksConfiguration
    private let lines = Mutex<[QueueName: Line]>([:])

    init(client: QueueServiceClient, _ configuration: CloudTasksConfiguration) {
        self.client = client
        self.configuration = configuration
    }

    /// Has tasks created, in the order given; their answers can then be waited for.
    func add(_ creations: [(queue: QueueName, task: CloudTasksWire.CreateTask)]) -> [PendingCreation] {
        let pending = creations.map { PendingCreation($0.task) }
        lines.withLock { lines in
            for (creation, pending) in zip(creations, pending) {
                lines[creation.queue, default: Line()].waiting.append(pending)
            }
        }
        for queue in Set(creations.map(\.queue)) { sendNext(to: queue) }
        return pending
    }

    private func sendNext(to queue: QueueName) {
        guard let batch = lines.withLock({ $0[queue]?.next() }) else { return }
        Task {
            await send(batch, to: queue)
            lines.withLock { $0[queue]?.isBusy = false }
            sendNext(to: queue)
        }
    }

    private func send(_ batch: ArraySlice<PendingCreation>, to queue: QueueName) async {
        do {
            let unsettled = batch.count > 1 ? try await sendTogether(batch, to: queue) : Array(batch)
            await withDiscardingTaskGroup { group in
                for creation in unsettled {
                    group.addTask { await self.send(creation, to: queue) }
                }
            }
        } catch {
            for creation in batch { creation.settle(.failure(error)) }
        }
    }

    private func send(_ pending: PendingCreation, to queue: QueueName) async {
        do {
            pending.settle(.success(try await client.send(path(of: queue), pending.creation)))
        } catch {
            pending.settle(.failure(error))
        }
    }

    /// Answers which ones are to be sent again by themselves, to be told what is the matter: all, when the server knows no batches.
    private func sendTogether(
        _ batch: ArraySlice<PendingCreation>, to queue: QueueName
    ) async throws -> [PendingCreation] {
        let request = CloudTasksWire.CreateTasks(batch.map(\.creation), parent: configuration.name(of: queue))
        let (answer, body) = try await client.exchange(
            "\(path(of: queue)):batchCreate?fields=done,error,metadata", request)
        guard answer == .done, let ended = CloudTasksWire.EndedBatch(body) else { return Array(batch) }
        return batch.enumerated().compactMap { place, creation in
            switch ended.codes[place] {
            case nil: creation.settle(.success(.done))
            case CloudTasksWire.alreadyExists: creation.settle(.success(.exists))
            default: return creation
            }
            return nil
        }
    }

    private func path(of queue: QueueName) -> String {
        "v2/\(configuration.name(of: queue))/tasks"
    }
}
