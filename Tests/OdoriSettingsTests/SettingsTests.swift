import Foundation
import OdoriDomain
import Testing

@testable import OdoriSettings

@Suite("Settings")
struct SettingsTests {
    @Test("an empty environment gives the embedded defaults")
    func defaults() throws {
        let settings = try Settings(environment: [:])
        #expect(settings.dataDirectory == FileManager.default.currentDirectoryPath + "/.odori")
        #expect(settings.scratchDirectory == settings.dataDirectory + "/scratch")
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == nil)
        #expect(settings.bucket == "local")
        #expect(settings.objectPrefix == "anime_dance")
        #expect(settings.api.keys.isEmpty)
        #expect(settings.api.mediaLinks == .signed)
        #expect(settings.api.maxCount == 20)
        #expect(settings.tasks.emulatorHost == "127.0.0.1:8123")
        #expect(settings.tasks.workerURL == "http://127.0.0.1:8081")
        #expect(settings.tasks.mediaWorkerURL == "http://127.0.0.1:8081")
        #expect(settings.tasks.audience == "http://127.0.0.1:8081")
        #expect(settings.tasks.callers == ["odori-tasks@odori-local.iam.gserviceaccount.com"])
        #expect(
            settings.engine
                == .init(lease: .seconds(15), poll: .seconds(2), ambiguous: .resubmitOnce, sweep: .seconds(60)))
        #expect(settings.log == .init(format: .text, level: .info))
        #expect(!settings.isSupervised)
    }

    @Test("an empty variable counts as absent")
    func emptyIsAbsent() throws {
        let names = SettingsListing(environment: [:]).lines.map(\.name)
        let empty = Dictionary(uniqueKeysWithValues: names.map { ($0, "") })
        #expect(try Settings(environment: empty) == Settings(environment: [:]))
    }

    @Test("what is set is taken over")
    func taken() throws {
        let settings = try Settings(environment: [
            "ODORI_DATA_DIR": "/var/lib/odori/", "PORT": "0", "ODORI_LEASE_SECONDS": "2.5",
            "ODORI_PUBLIC_URL": "https://dance.example/", "ODORI_WORKER_URL": "http://worker:9000",
            "ODORI_WORKER_CALLERS": "a@b.example, c@d.example", "ODORI_LOG": "json", "ODORI_SUPERVISED": "1",
        ])
        #expect(settings.dataDirectory == "/var/lib/odori")
        #expect(settings.scratchDirectory == "/var/lib/odori/scratch")
        #expect(settings.port == 0)
        #expect(settings.engine.lease == .milliseconds(2500))
        #expect(settings.api.publicURL == "https://dance.example")
        #expect(settings.tasks.audience == "http://worker:9000" && settings.tasks.mediaAudience == "http://worker:9000")
        #expect(settings.tasks.callers == ["a@b.example", "c@d.example"])
        #expect(settings.log.format == .json)
        #expect(settings.isSupervised)
    }

    @Test("pushes are made out to the worker that they go to, or all to one audience")
    func audiences() throws {
        var environment = ["ODORI_WORKER_URL": "http://worker:9000", "ODORI_MEDIA_WORKER_URL": "http://media:9001/"]
        var tasks = try Settings(environment: environment).tasks
        #expect(tasks.audience == "http://worker:9000" && tasks.mediaAudience == "http://media:9001")
        environment["ODORI_TASKS_AUDIENCE"] = "https://odori-worker.internal"
        tasks = try Settings(environment: environment).tasks
        #expect(Set([tasks.audience, tasks.mediaAudience]) == ["https://odori-worker.internal"])
    }

    @Test("all problems are reported together")
    func together() throws {
        let problems = problems(in: [
            "PORT": "70000", "ODORI_MAX_COUNT": "many", "ODORI_LEASE_SECONDS": "0", "ODORI_LOG": "xml",
            "ODORI_MODE": "moon", "ODORI_STORE": "paper", "ODORI_PROVIDERS": "magic",
            "ODORI_PUBLIC_URL": "dance.example", "CLOUD_TASKS_EMULATOR_HOST": "localhost",
            "PIPELINE_API_KEYS": "nobody", "ODORI_WORKER_CALLERS": "somebody", "ODORI_OBJECT_PREFIX": "../up",
        ])
        #expect(
            Set(problems.map(\.name)) == [
                "PORT", "ODORI_MAX_COUNT", "ODORI_LEASE_SECONDS", "ODORI_LOG", "ODORI_MODE", "ODORI_STORE",
                "ODORI_PROVIDERS", "ODORI_PUBLIC_URL", "CLOUD_TASKS_EMULATOR_HOST", "PIPELINE_API_KEYS",
                "ODORI_WORKER_CALLERS", "ODORI_OBJECT_PREFIX",
            ]
        )
    }

    @Test(
        "a value that this version does not serve is an error",
        arguments: [
            ("ODORI_MODE", "moon"), ("ODORI_STORE", "paper"), ("ODORI_OBJECTS", "shelf"), ("ODORI_QUEUE", "pubsub"),
            ("ODORI_WORKER_AUTH", "trust"), ("ODORI_PROVIDERS", "magic"), ("ODORI_MOTION", "veo"),
            ("ODORI_MUSIC", "harp"), ("ODORI_ANALYSIS", "ears"), ("ODORI_IMAGES", "crayons"),
            ("ODORI_MEDIA_LINKS", "public"), ("ODORI_ENCODER", "magic"), ("ODORI_CATALOGUE", "all"),
        ]
    )
    func unserved(name: String, value: String) {
        #expect(problems(in: [name: value]).map(\.name) == [name])
    }

    @Test("cloud mode has Google's services as its defaults, and an emulator takes the place of each")
    func cloud() throws {
        var environment = [
            "ODORI_MODE": "cloud", "ODORI_BUCKET": "dances", "ODORI_WORKER_URL": "https://worker.example",
            "ODORI_TASKS_SERVICE_ACCOUNT": "tasks@p1.iam.gserviceaccount.com", "GCLOUD_PROJECT": "p1",
        ]
        let settings = try Settings(environment: environment)
        #expect(settings.store == .firestore && settings.objects == .gcs && settings.tasks.auth == .iam)
        #expect(settings.tasks.baseURL == "https://cloudtasks.googleapis.com")
        #expect(settings.google.project == "p1" && settings.google.database == "(default)")
        #expect(settings.engine.lease == .seconds(60) && settings.host == "0.0.0.0" && settings.log.format == .json)
        environment["CLOUD_TASKS_EMULATOR_HOST"] = "127.0.0.1:8123"
        environment["FIRESTORE_EMULATOR_HOST"] = "127.0.0.1:8085"
        environment["STORAGE_EMULATOR_HOST"] = "http://127.0.0.1:4443/"
        let local = try Settings(environment: environment)
        #expect(local.tasks.baseURL == "http://127.0.0.1:8123" && local.tasks.auth == .oidc)
        #expect(local.google.firestoreURL == "http://127.0.0.1:8085")
        #expect(local.google.storageURL == "http://127.0.0.1:4443")
    }

    @Test("Pub/Sub may order pushes in cloud mode, and its emulator asks for no credentials")
    func pubSub() throws {
        var environment = [
            "ODORI_MODE": "cloud", "ODORI_BUCKET": "dances", "ODORI_WORKER_URL": "https://worker.example",
            "ODORI_TASKS_SERVICE_ACCOUNT": "tasks@p1.iam.gserviceaccount.com", "ODORI_QUEUE": "pubsub",
        ]
        let settings = try Settings(environment: environment)
        #expect(settings.queue == .pubsub && settings.pubSub == .init(topic: "odori-tasks", emulatorURL: nil))
        #expect(settings.tasks.auth == .iam)
        environment["PUBSUB_EMULATOR_HOST"] = "127.0.0.1:8085"
        environment["ODORI_PUBSUB_TOPIC"] = "dances"
        let local = try Settings(environment: environment)
        #expect(local.pubSub == .init(topic: "dances", emulatorURL: "http://127.0.0.1:8085"))
        #expect(local.tasks.auth == .oidc)
        for (name, value) in [
            ("CLOUD_TASKS_EMULATOR_HOST", "127.0.0.1:8123"), ("ODORI_MEDIA_WORKER_URL", "https://media.example"),
            ("ODORI_PUBSUB_TOPIC", "goog-tasks"), ("ODORI_PUBSUB_TOPIC", "a/b"),
        ] {
            #expect(problems(in: environment.merging([name: value]) { $1 }).map(\.name) == [name])
        }
        #expect(problems(in: ["ODORI_QUEUE": "pubsub"]).map(\.name) == ["ODORI_QUEUE"])
    }

    @Test("links may lead to a bucket that everybody may read, where there is one")
    func openLinks() throws {
        var environment = ["ODORI_OBJECTS": "gcs", "ODORI_BUCKET": "dances", "ODORI_MEDIA_LINKS": "public"]
        #expect(try Settings(environment: environment).openLinks == "https://storage.googleapis.com/dances")
        environment["STORAGE_EMULATOR_HOST"] = "127.0.0.1:4443"
        #expect(try Settings(environment: environment).openLinks == "http://127.0.0.1:4443/dances")
        environment["ODORI_MEDIA_LINKS"] = "signed"
        #expect(try Settings(environment: environment).openLinks == nil)
    }

    @Test("what cloud mode cannot do without is told at once, what only one process needs to that process")
    func missingInCloud() throws {
        let found = problems(in: ["ODORI_MODE": "cloud"]).map(\.name)
        #expect(Set(found) == ["ODORI_BUCKET", "ODORI_WORKER_URL", "ODORI_TASKS_SERVICE_ACCOUNT"])
        let settings = try Settings(environment: [
            "ODORI_MODE": "cloud", "ODORI_BUCKET": "dances", "ODORI_WORKER_URL": "https://worker.example",
            "ODORI_TASKS_SERVICE_ACCOUNT": "tasks@p1.iam.gserviceaccount.com",
        ])
        do throws(SettingsProblems) {
            try settings.checkForServing()
            Issue.record("nothing is missed")
        } catch {
            #expect(error.problems.map(\.name) == ["ODORI_LINK_SECRET", "PIPELINE_API_KEYS"])
        }
        do throws(SettingsProblems) {
            try settings.checkForWorking()
            Issue.record("nothing is missed")
        } catch {
            #expect(error.problems.map(\.name) == ["ODORI_LINK_SECRET", "ODORI_WEBHOOK_SECRET"])
        }
        try Settings(environment: [:]).checkForServing()
        try Settings(environment: [:]).checkForWorking()
    }

    @Test(
        "a malformed value is never replaced by its default in silence",
        arguments: [
            ("PORT", "eighty"), ("PORT", "-1"), ("ODORI_MAX_COUNT", "0"), ("ODORI_POLL_SECONDS", "soon"),
            ("ODORI_SWEEP_SECONDS", "nan"), ("ODORI_PUBLIC_URL", "http://user:pw@host"),
            ("ODORI_WORKER_URL", "http://host/path"), ("CLOUD_TASKS_EMULATOR_HOST", "host:99999"),
            ("ODORI_LOG_LEVEL", "loud"), ("ODORI_BUCKET", "My Bucket"), ("ODORI_SUPERVISED", "yes"),
            ("FAL_QUEUE_URL", "fal.run"), ("FAL_MOTION_MODEL", "kling"), ("FAL_MOTION_MODEL", "fal-ai/../x"),
            ("ODORI_MOTION", "kling,kling"), ("ODORI_MOTION", "studio,nobody"), ("KLING_SLOTS", "0"),
            ("KLING_WEBHOOK_SECRET", "secret"), ("ODORI_CALLBACKS", "yes"), ("MINIMAX_MODEL", "a/b"),
            ("ODORI_LYRIA_MODEL", "../b"),
            ("KLING_BASE_URL", "klingai.com"), ("KLING_MODEL", "../v1"), ("KLING_API_KEY", "a key"),
            ("ODORI_EGRESS_ALLOW", "127.0.0.1"), ("GOOGLE_CLOUD_PROJECT", "a/b"),
            ("ODORI_TASKS_SERVICE_ACCOUNT", "nobody"), ("ODORI_OBJECT_PREFIX", "references"),
        ]
    )
    func malformed(name: String, value: String) {
        #expect(problems(in: [name: value]).map(\.name) == [name])
    }

    @Test("the studio transfers motion for nothing, and Kling for what the table says")
    func providers() throws {
        let studio = try Settings(environment: [:])
        #expect(studio.providers.motion == .studio && studio.providers.tariffs == .free)
        #expect(studio.egress.allowed.isEmpty)
        try studio.checkForWork()
        let settings = try Settings(environment: [
            "ODORI_MOTION": "kling", "KLING_API_KEY": "k", "KLING_BASE_URL": "http://127.0.0.1:9000/",
            "ODORI_PUBLIC_URL": "http://127.0.0.1:8080", "ODORI_EGRESS_ALLOW": "127.0.0.1/32:9000, [::1]:9001",
        ])
        #expect(settings.providers.motion == .kling)
        #expect(settings.providers.kling.access == .key(Secret("k")) && settings.providers.kling.model == "kling-3.0")
        #expect(settings.providers.kling.unitPrice == 140_000 && settings.providers.kling.slots == nil)
        #expect(settings.providers.kling.baseURL == "http://127.0.0.1:9000")
        let price = Tariff.perSecond(168_000)
        #expect(settings.providers.tariffs == Tariffs(motion: price, motionByProvider: ["kling": price]))
        #expect(settings.egress.allowed.map(\.port) == [9000, 9001])
        try settings.checkForWork()
    }

    @Test("who works with Kling needs its key and a public address, and hears of both at once")
    func missingForWork() throws {
        let settings = try Settings(environment: ["ODORI_MOTION": "kling"])
        do throws(SettingsProblems) {
            try settings.checkForWork()
            Issue.record("nothing is missed")
        } catch {
            #expect(error.problems.map(\.name) == ["KLING_API_KEY", "ODORI_PUBLIC_URL"])
        }
    }

    @Test("a table of prices is read from its file, and a bad one is refused entry by entry")
    func prices() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-prices-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        func write(_ price: String) throws {
            let entry = #""provider": "kling", "model": "kling-9", "resolution": "1080p", "date": "2026-12-01""#
            let json = #"{"prices": [{\#(entry), "usd_per_second": "\#(price)", "source": "contract"}]}"#
            try Data(json.utf8).write(to: file)
        }
        let environment = ["ODORI_MOTION": "kling", "KLING_MODEL": "kling-9", "ODORI_PRICES": file.path]
        try write("0.5")
        #expect(try Settings(environment: environment).providers.tariffs.motion == .perSecond(500_000))
        try write("free")
        let found = problems(in: environment)
        #expect(found.map(\.name) == ["ODORI_PRICES"])
        #expect(found.first?.detail.hasPrefix("entry 1 (kling kling-9 1080p): usd_per_second") == true)
        #expect(problems(in: ["ODORI_PRICES": "/nowhere"]).map(\.name) == ["ODORI_PRICES"])
        #expect(problems(in: ["ODORI_MOTION": "kling", "KLING_MODEL": "kling-9"]).map(\.name) == ["KLING_MODEL"])
    }

    @Test("a logo is a picture that the worker can read; the API needs none")
    func logo() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "odori-logo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let environment = ["ODORI_LOGO": file.path]
        func problems() -> [String] {
            do throws(SettingsProblems) {
                _ = try Settings(environment: environment, for: .pushes)
                return []
            } catch {
                return error.problems.map(\.name)
            }
        }
        #expect(problems() == ["ODORI_LOGO"])
        try Data("no picture".utf8).write(to: file)
        #expect(problems() == ["ODORI_LOGO"])
        #expect(try Settings(environment: environment, for: .serving).logo == file.path)
        try Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).write(to: file)
        #expect(problems() == [])
    }

    private func problems(in environment: [String: String]) -> [SettingsProblems.Problem] {
        do throws(SettingsProblems) {
            _ = try Settings(environment: environment)
            return []
        } catch {
            return error.problems
        }
    }
}
