import Foundation
import OdoriConsole
import OdoriDomain
import SystemPackage
import Testing

@Suite("Bringing the servers up")
struct StackTests {
    private let nothing = Stack.Preparation(createStore: { _ in }, createQueues: { _, _ in })

    private func failure(_ plan: StackPlan) async throws -> StackFailure {
        try await #require(throws: StackFailure.self) {
            try await Stack(plan, preparation: nothing) { _ in }.run {}
        }
    }

    @Test("a port in use is one sentence that names the option")
    func portInUse() async throws {
        try await PretendAPI("{}").running { base in
            let port = try #require(URL(string: base)?.port)
            let free = try LocalPort.free(2)
            #expect(!LocalPort.isFree(port))
            let plan = StackPlan(
                ports: .init(api: port, worker: free[0], queue: free[1]),
                parts: [.api],
                dataDirectory: "/tmp/never-made",
                programs: "/bin"
            )
            let sentence = try await failure(plan).description
            #expect(sentence == "Port \(port) is in use; choose another for the api with --api-port.")
        }
    }

    @Test("a program that was not built is one sentence")
    func notBuilt() async throws {
        let ports = try LocalPort.free(3)
        let plan = StackPlan(
            ports: .init(api: ports[0], worker: ports[1], queue: ports[2]),
            dataDirectory: "/tmp/never-made",
            programs: "/no/such/place"
        )
        let sentence = try await failure(plan).description
        #expect(sentence == "/no/such/place/odori-queue is missing; build it with `swift build`.")
    }

    @Test("free ports are different and free")
    func freePorts() throws {
        let ports = try LocalPort.free(8)
        #expect(Set(ports).count == 8)
        #expect(ports.allSatisfy { LocalPort.isFree($0) })
    }

    @Test("what cannot be a port is not free", arguments: [-1, 65_536])
    func noPort(port: Int) {
        #expect(!LocalPort.isFree(port))
    }

    @Test("drawing gets one push per core, editing one for two cores", arguments: [(1, 1), (2, 1), (3, 1), (8, 4)])
    func limits(cores: Int, media: Int) {
        let limits = Dictionary(uniqueKeysWithValues: QueueLimit.all(cores: cores).map { ($0.queue, $0.concurrent) })
        #expect(limits == [.media: media, .generate: cores, .poll: 32, .notify: 8])
    }
}
