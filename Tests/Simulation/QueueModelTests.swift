import OdoriDomain
import OdoriPorts
import Testing

@testable import OdoriSimulation

@Suite("The queue of the schedules")
struct QueueModelTests {
    @Test("keeps the rules of Cloud Tasks", arguments: QueueScript.all)
    func rules(_ script: QueueScript) {
        let record = QueueModelRunner().run(script)
        #expect(record.pushes == script.pushes, "\(script.promise)")
        #expect(record.early.isEmpty)
    }

    @Test("takes a push that never answers for failed once its deadline has passed")
    func deadline() {
        let silent = QueueScript(
            promise: "silence",
            steps: [.create(.init(id: "a", replies: [.silence, .silence])), .rest], pushes: ["a": 3])
        #expect(QueueModelRunner().run(silent).pushes == silent.pushes)
    }
}
