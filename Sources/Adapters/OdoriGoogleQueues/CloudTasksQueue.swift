package import AsyncHTTPClient
package import OdoriDomain
package import OdoriGoogleAuth
package import OdoriPorts

/// Cloud Tasks, or any server that speaks its REST API (v2).
///
/// Errors: `queue_unavailable` (transient) when it cannot be reached, answers 429 or 5xx, after a few tries; `queue_missing` and
/// `task_refused` (permanent) when it says so.
package struct CloudTasksQueue: TaskQueue {
    private let configuration: CloudTasksConfiguration
    private let client: QueueServiceClient
    /// For a server next door. The cloud's service carries a batch out some time after its answer, so there each task goes alone.
    private let batches: CreationBatches?

    /// - Parameters:
    ///   - http: should not repeat failed connections by itself (`connectionPool.retryConnectionEstablishment = false`), or a server
    ///     that is down costs a whole deadline to notice.
    ///   - clock: what pauses between tries wait by.
    ///   - tokens: where each call's access token comes from; nil for a server that asks for none.
    package init(
        _ configuration: CloudTasksConfiguration,
        http: HTTPClient,
        clock: any WallClock,
        tokens: (any AccessTokens)? = nil
    ) {
        self.configuration = configuration
        client = QueueServiceClient(
            baseURL: configuration.baseURL, callDeadline: configuration.callDeadline, http: http, clock: clock,
            tokens: tokens)
        batches = client.isNextDoor ? CreationBatches(client: client, configuration) : nil
    }

    package func enqueue(_ task: QueuedTask) async throws {
        try await enqueue([task])
    }

    package func enqueue(_ tasks: [QueuedTask]) async throws {
        guard let batches else {
            return try await tasks.forEachAtOnce { task in
                let path = "v2/\(configuration.name(of: task.queue))/tasks"
                try check(await client.send(path, CloudTasksWire.CreateTask(task, configuration)), of: task)
            }
        }
        let pending = batches.add(tasks.map { ($0.queue, CloudTasksWire.CreateTask($0, configuration)) })
        for (task, creation) in zip(tasks, pending) { try check(await creation.answer, of: task) }
    }

    private func check(_ answer: QueueServiceClient.Answer, of task: QueuedTask) throws {
        switch answer {
        case .done, .exists:
            return
        case .missing(let message):
            throw OdoriError(
                .queueMissing,
                "the queue \(task.queue.rawValue) does not exist in \(configuration.parent): \(message)"
            )
        case .refused(let reason):
            throw OdoriError(.taskRefused, "the queue \(task.queue.rawValue) refuses task \(task.id): \(reason)")
        }
    }

    package func complaint() async -> String? {
        await withTaskGroup(of: String?.self) { group in
            for queue in QueueName.allCases {
                group.addTask {
                    let path = "v2/\(configuration.name(of: queue))"
                    return await client.complaint(about: path, within: configuration.lookDeadline)
                        .map { "\(queue.rawValue) \($0)" }
                }
            }
            var complaints: [String] = []
            for await complaint in group { complaints += [complaint].compactMap(\.self) }
            return complaints.isEmpty ? nil : complaints.sorted().joined(separator: "; ")
        }
    }

    /// Creates a queue; one that exists already stays as it is.
    ///
    /// For a machine's own queue server. In the cloud queues are made beforehand, with rights that this process need not have.
    package func createQueue(
        _ name: QueueName,
        maxConcurrentDispatches: Int,
        retry: QueueRetry = QueueRetry()
    ) async throws {
        let queue = CloudTasksWire.Queue(
            name: configuration.name(of: name),
            rateLimits: .init(maxConcurrentDispatches: maxConcurrentDispatches),
            retryConfig: .init(retry)
        )
        switch try await client.send("v2/\(configuration.parent)/queues", queue) {
        case .done, .exists:
            return
        case .missing(let reason), .refused(let reason):
            throw OdoriError(.queueMissing, "the queue \(name.rawValue) cannot be created: \(reason)")
        }
    }
}
