import SystemPackage
import Testing

@testable import OdoriConsole

@Suite("What the children are told")
struct StackPlanTests {
    private let plan = StackPlan(
        ports: .init(api: 1, worker: 2, queue: 3),
        parts: [.api, .queue],
        dataDirectory: "/data",
        programs: "/programs"
    )

    @Test("each child gets its own port, and all find each other")
    func environment() {
        let api = plan.environment(.api)
        let worker = plan.environment(.worker)
        #expect(api["PORT"] == "1")
        #expect(worker["PORT"] == "2")
        for environment in [api, worker] {
            #expect(environment["HOST"] == "127.0.0.1")
            #expect(environment["ODORI_DATA_DIR"] == "/data")
            #expect(environment["ODORI_PUBLIC_URL"] == "http://127.0.0.1:1")
            #expect(environment["ODORI_WORKER_URL"] == "http://127.0.0.1:2")
            #expect(environment["ODORI_TASKS_AUDIENCE"] == "http://127.0.0.1:2")
            #expect(environment["CLOUD_TASKS_EMULATOR_HOST"] == "127.0.0.1:3")
            #expect(environment["ODORI_WORKER_CALLERS"] == environment["ODORI_TASKS_SERVICE_ACCOUNT"])
        }
    }

    @Test("an address that the user configured for clients is kept")
    func publicURL() {
        var plan = plan
        plan.publicURL = "https://odori.example"
        #expect(plan.environment(.worker)["ODORI_PUBLIC_URL"] == "https://odori.example")
    }

    @Test("the queue is told by arguments and keeps its data apart")
    func queue() {
        let child = plan.child(.queue)
        #expect(child.executable == "/programs/odori-queue")
        #expect(child.arguments == ["--host", "127.0.0.1", "--port", "3", "--data-dir", "/data/queue"])
        #expect(child.log == "/data/logs/queue.log")
        #expect(plan.child(.api).arguments == [])
    }

    @Test("the parts start in order, whatever was asked for first")
    func order() {
        #expect(plan.parts == [.queue, .api])
    }

    @Test("the welcome shows only what was started, and where the key is")
    func welcome() {
        #expect(
            plan.welcome == [
                "       address             log",
                "api    http://127.0.0.1:1  /data/logs/api.log",
                "queue  http://127.0.0.1:3  /data/logs/queue.log",
                "page: http://127.0.0.1:1/, to be opened in a browser",
                "key: /data/api-key, unless PIPELINE_API_KEY is set",
                "Ctrl-C stops everything.",
            ]
        )
    }
}
