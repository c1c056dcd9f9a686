import Foundation
import OdoriConsole
import SystemPackage

/// Where everything of one play lies and listens.
struct Grounds: Sendable {
    var directory: FilePath
    var ports: [Member: Int]
    /// In front of the two workers: where the queue pushes to.
    var pushPort: Int
    /// In front of the provider: where workers reach it.
    var providerPort: Int
    /// Stands in the environment of every process of this play, and so in that of whatever they start.
    var mark: String

    static let markName = "ODORI_CHAOS_PLAY"
    static let key = "chaos-key"
    private static let pusher = "odori-tasks@local.iam.gserviceaccount.com"

    init(directory: FilePath) throws {
        self.directory = directory
        let free = try LocalPort.free(Member.allCases.count + 2)
        ports = Dictionary(uniqueKeysWithValues: zip(Member.allCases, free))
        pushPort = free[Member.allCases.count]
        providerPort = free[Member.allCases.count + 1]
        mark = UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
    }

    func url(_ member: Member) -> String {
        "http://127.0.0.1:\(ports[member] ?? 0)"
    }

    var data: FilePath { directory.appending("data") }
    var database: FilePath { data.appending("odori.sqlite") }

    /// Where workers push to, as the queue knows it.
    var pushURL: String { "http://127.0.0.1:\(pushPort)" }

    func child(_ member: Member, tempo: Tempo) -> ChildProgram {
        ChildProgram(
            name: member.rawValue,
            executable: Installation.programs.appending(member.program),
            arguments: arguments(member, tempo),
            environment: environment(member, tempo),
            log: directory.appending("logs").appending("\(member.rawValue).log"))
    }

    private func arguments(_ member: Member, _ tempo: Tempo) -> [String] {
        let port = String(ports[member] ?? 0)
        return switch member {
        case .queue: ["--port", port, "--data-dir", data.appending("queue").string]
        case .provider:
            [
                "--port", port, "--ledger", directory.appending("bill.jsonl").string, "--key", Self.key,
                "--seconds", String(tempo.videoSeconds), "--faults", Self.providerFaults,
            ]
        case .api, .firstWorker, .secondWorker: []
        }
    }

    /// The provider takes a key as often as it comes and bills every time: nothing but the engine stands between a crash and a
    /// second bill.
    private static let providerFaults = """
        {"repeated_key": "bill_twice", "delay_ms": 150, "visible_after_ms": 1500, "end_after_ms": 3000, "lose_reply_every": 9}
        """

    private func environment(_ member: Member, _ tempo: Tempo) -> [String: String] {
        [
            Self.markName: mark,
            "HOST": "127.0.0.1",
            "PORT": String(ports[member] ?? 0),
            "PIPELINE_API_KEY": Self.key,
            "ODORI_MODE": "embedded", "ODORI_CATALOGUE": "empty",
            "ODORI_DATA_DIR": data.string,
            "ODORI_PUBLIC_URL": url(.api),
            "ODORI_WORKER_URL": pushURL,
            "ODORI_TASKS_AUDIENCE": pushURL,
            "ODORI_TASKS_SERVICE_ACCOUNT": Self.pusher,
            "ODORI_WORKER_CALLERS": Self.pusher,
            "ODORI_WORKER_AUTH": "oidc",
            "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:\(ports[.queue] ?? 0)",
            "ODORI_LEASE_SECONDS": String(tempo.lease),
            "ODORI_SWEEP_SECONDS": String(tempo.sweep),
            "ODORI_POLL_SECONDS": "1",
            "ODORI_MOTION": "kling",
            "KLING_API_KEY": Self.key,
            "KLING_BASE_URL": "http://127.0.0.1:\(providerPort)",
            "ODORI_EGRESS_ALLOW": "127.0.0.1/32:\(providerPort)",
        ]
    }
}

/// The engine's times in a play: short, so that recovery shows.
struct Tempo: Codable, Sendable, Hashable {
    /// Seconds.
    var lease = 5
    var sweep = 2
    /// Of the references and of what the provider makes.
    var videoSeconds = 3
}
