import Foundation
package import OdoriDomain
package import OdoriPorts
package import OdoriProcess
import OdoriScratch
package import SystemPackage

/// Lets a drawn character dance like a reference: a provider like any other, except that it works inside the check.
///
/// Orders are files, so they outlive every process; a check that is killed leaves nothing that the next one cannot
/// use or throw away. The same order always gives the same video.
package struct StudioMotionTransfer: MotionTransfer {
    private let orders: OrderDirectory
    private let clock: any WallClock
    private let tools: ToolRunner

    /// - Parameter directory: holds a directory for each operation key; made when the first order comes.
    package init(directory: FilePath, clock: any WallClock, tools: ToolRunner = ToolRunner()) {
        orders = OrderDirectory(root: directory)
        self.clock = clock
        self.tools = tools
    }

    package var capabilities: MotionCapabilities {
        MotionCapabilities(
            provider: "studio",
            canLookUpByKey: true,
            canCancel: true,
            visibilityDelay: .zero,
            worksInCheck: true,
            keepsTime: true
        )
    }

    /// Drawing costs nothing.
    package func price(_ order: MotionOrder) -> Int64 { 0 }

    /// Writes the order; a second submission under the same key returns the first one's id and changes nothing.
    ///
    /// - Throws: `provider_failed` (transient) after `submitBy`.
    package func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        guard clock.now <= submitBy else {
            throw OdoriError(.providerFailed, "too late to submit this dance", .transient)
        }
        return try orders.place(StudioOrder(order, key: key))
    }

    package func lookUp(_ key: OperationKey) async throws -> [String] {
        orders.has(key) ? [OrderDirectory.id(of: key)] : []
    }

    /// Renders the dance when it is not yet done. While another process renders it, tells how far that one is.
    package func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        guard let key = OrderDirectory.key(of: id), orders.has(key) else { return .unknown }
        if orders.hasResult(key) { return .succeeded(price: 0) }
        if orders.isCancelled(key) { return .failed(Self.cancelled) }
        let state = try await FileLock.tryHolding(orders.lock(key)) { () async throws -> MotionState in
            // Whoever held the lock before may have finished meanwhile.
            if orders.hasResult(key) { return .succeeded(price: 0) }
            return try await work(on: key, progress)
        }
        return state ?? .running(progress: orders.progress(key))
    }

    /// - Throws: `operation_lost` when there is no finished video.
    package func fetch(_ id: String, into file: FilePath) async throws -> Origin {
        guard let key = OrderDirectory.key(of: id), orders.hasResult(key) else {
            throw OdoriError(.operationLost, "the studio has no finished dance \(id)")
        }
        try Files.copy(orders.result(key), to: file)
        return Origin(
            provider: "studio",
            model: "studio-dancer-1",
            promptHash: hexSHA256(try Files.read(orders.order(key))),
            operationID: id
        )
    }

    package func cancel(_ id: String) async throws {
        guard let key = OrderDirectory.key(of: id), orders.has(key), !orders.hasResult(key) else { return }
        try orders.markCancelled(key)
    }

    private static let cancelled = OdoriError(.cancelled, "the dance was called off", .cancelled)

    /// Renders beside a stream of progress, so that every report is also a look at whether the order still stands.
    private func work(on key: OperationKey, _ progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        let order = try orders.read(key)
        try orders.sweep(key)
        let (reports, writer) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { writer.finish() }
                try await render(order) { writer.yield($0) }
            }
            var written = 0.0
            for await share in reports {
                if orders.isCancelled(key) {
                    group.cancelAll()
                    break
                }
                guard share - written >= 0.02 else { continue }
                written = share
                try orders.writeProgress(share, key)
                await progress(share)
            }
            do {
                try await group.waitForAll()
            } catch is CancellationError where orders.isCancelled(key) {
                return .failed(Self.cancelled)
            }
            return orders.isCancelled(key) && !orders.hasResult(key) ? .failed(Self.cancelled) : .succeeded(price: 0)
        }
    }

    private func render(_ order: StudioOrder, progress: @escaping @Sendable (Double) -> Void) async throws {
        let dance = Choreographer.choreography(
            id: order.reference,
            source: order.source,
            analysis: order.analysis,
            duration: order.duration
        )
        let seconds = Frame.seconds(at: order.pictures)
        let performance = Performance(dance, duration: seconds, expressions: order.concept.look.seed)
        try await withScratchDirectory(in: orders.directory(order.key), prefix: "dance") { scratch in
            let video = try await DanceRenderer(tools: tools).render(
                DanceScene.of(order.concept, order.outfit),
                performance,
                pictures: order.pictures,
                in: scratch,
                progress: progress
            )
            try Task.checkCancellation()
            try Files.move(video, to: orders.result(order.key))
        }
    }
}
