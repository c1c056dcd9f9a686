import OdoriDomain
import OdoriPorts
import OdoriPretend
import OdoriTesting
import SystemPackage
import Testing

/// Watches that a provider never has more open operations than it has slots.
struct CountingMotion: MotionTransfer {
    private let provider: PretendProvider
    private let most: Int

    init(_ provider: PretendProvider, most: Int) {
        self.provider = provider
        self.most = most
    }

    var capabilities: MotionCapabilities { provider.capabilities }

    func price(_ order: MotionOrder) -> Int64 { provider.price(order) }

    func submit(_ order: MotionOrder, key: OperationKey, submitBy: Timestamp) async throws -> String {
        let id = try await provider.submit(order, key: key, submitBy: submitBy)
        #expect(provider.open <= most, "more operations are open than there are slots")
        return id
    }

    func lookUp(_ key: OperationKey) async throws -> [String] { try await provider.lookUp(key) }

    func check(_ id: String, progress: @Sendable (Double) async -> Void) async throws -> MotionState {
        try await provider.check(id, progress: progress)
    }

    func fetch(_ id: String, into file: FilePath) async throws -> Origin { try await provider.fetch(id, into: file) }

    func cancel(_ id: String) async throws { try await provider.cancel(id) }
}
