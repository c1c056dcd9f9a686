import Foundation
import OdoriDomain
import Testing

@testable import OdoriSettings

@Suite("Starting")
struct StartTests {
    @Test("five mistakes of three kinds are one error that names five, for the API and for the worker")
    func five() {
        let environment = [
            "ODORI_MODE": "cloud", "GOOGLE_CLOUD_PROJECT": "p1", "ODORI_BUCKET": "media", "ODORI_MOTION": "kling",
            "ODORI_WORKER_URL": "https://worker.example", "ODORI_TASKS_SERVICE_ACCOUNT": "tasks@p1.example",
            // Unreadable, out of range, and no address; what cloud mode lacks, and what Kling lacks, follows.
            "ODORI_MAX_COUNT": "many", "PORT": "70000", "ODORI_PUBLIC_URL": "dance.example",
        ]
        #expect(
            names(environment, for: .serving)
                == ["ODORI_LINK_SECRET", "ODORI_MAX_COUNT", "ODORI_PUBLIC_URL", "PIPELINE_API_KEYS", "PORT"])
        #expect(
            names(environment, for: .pushes)
                == [
                    "KLING_API_KEY", "ODORI_LINK_SECRET", "ODORI_MAX_COUNT", "ODORI_PUBLIC_URL", "ODORI_WEBHOOK_SECRET",
                    "PORT",
                ])
    }

    @Test("what Terraform tells each service is what the service starts with")
    func terraform() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "infra/check/environments.json"))
        let environments = try JSONDecoder().decode([String: [String: [String: String]]].self, from: data)
        let services = try #require(environments["cloudtasks"])
        for (service, work) in [("api", Settings.Work.serving), ("worker", .pushes)] {
            var environment = try #require(services[service])
            environment["ODORI_WEBHOOK_SECRET"] = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
            environment["PIPELINE_API_KEYS"] = "studio:key"
            let settings = try Settings(environment: environment, for: work)
            #expect(settings.mode == .cloud)
            #expect(settings.tasks.audience == "https://odori-worker.internal")
            #expect(settings.tasks.mediaWorkerURL != settings.tasks.workerURL)
            #expect(settings.tasks.callers == [settings.tasks.serviceAccount])
        }
    }

    private func names(_ environment: [String: String], for work: Settings.Work) -> [String] {
        do {
            _ = try Settings(environment: environment, for: work)
            return []
        } catch {
            return error.problems.map(\.name).sorted()
        }
    }
}
