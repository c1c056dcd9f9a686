import Foundation
import OdoriConsole
import OdoriTesting
import Subprocess
import SystemPackage
import Testing

/// What `odori up` brought up, for one test.
struct Installation: Sendable {
    var pid: Int32
    var apiPort: Int
    /// Its data directory.
    var directory: String
    var api: API

    /// Runs `odori up` on free ports and an empty data directory while `body` runs; its logs are shown when that fails.
    ///
    /// - Parameter environment: put over this process's own.
    static func running(
        environment: [Environment.Key: String?] = [:],
        _ body: @escaping @Sendable (Installation) async throws -> Void
    ) async throws {
        try await withDirectory { try await running(in: $0, environment: environment, body) }
    }

    /// An empty directory, gone afterwards.
    static func withDirectory(_ body: (FilePath) async throws -> Void) async throws {
        let directory = FilePath(NSTemporaryDirectory()).appending("odori-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory.string) }
        try await body(directory)
    }

    /// As `running`, on a directory that may have been used before.
    static func running(
        in directory: FilePath,
        environment: [Environment.Key: String?] = [:],
        _ body: @escaping @Sendable (Installation) async throws -> Void
    ) async throws {
        let free = try LocalPort.free(3)
        let ports = StackPlan.Ports(api: free[0], worker: free[1], queue: free[2])
        do {
            try await run(ports, directory, environment, body)
        } catch {
            for name in ["up", "api", "worker", "queue"] {
                let log = try? String(contentsOfFile: "\(directory)/logs/\(name).log", encoding: .utf8)
                Attachment.record(log ?? "no log", named: "\(name).log")
                print("---- \(name).log", log?.suffix(4000) ?? "missing", separator: "\n")
            }
            throw error
        }
    }

    private static func run(
        _ ports: StackPlan.Ports,
        _ directory: FilePath,
        _ environment: [Environment.Key: String?],
        _ body: @escaping @Sendable (Installation) async throws -> Void
    ) async throws {
        try FileManager.default.createDirectory(
            atPath: "\(directory)/logs",
            withIntermediateDirectories: true
        )
        let log = try FileDescriptor.open(
            directory.appending("logs/up.log"),
            .writeOnly,
            options: [.create, .append],
            permissions: [.ownerReadWrite]
        )
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(20))]
        let (program, first) = try Programs.withoutPrivileges("odori")
        _ = try await Subprocess.run(
            .path(program),
            arguments: Arguments(
                first + [
                    "up", "--api-port", "\(ports.api)", "--worker-port", "\(ports.worker)", "--queue-port",
                    "\(ports.queue)", "--data-dir", directory.string,
                ]),
            environment: .inherit.updating(["PIPELINE_API_KEY": nil, "PIPELINE_API_KEYS": nil]).updating(environment),
            platformOptions: options,
            input: .none,
            output: .fileDescriptor(log, closeAfterSpawningProcess: true),
            error: .combinedWithOutput
        ) { execution in
            let pid = execution.processIdentifier.value
            let base = "http://127.0.0.1:\(ports.api)"
            let key = try await eventually(within: .seconds(60), "odori up says that everything is up") {
                let said = try String(contentsOfFile: "\(directory)/logs/up.log", encoding: .utf8)
                guard said.contains("Ctrl-C stops everything.") else { return String?.none }
                return try String(contentsOfFile: "\(directory)/api-key", encoding: .utf8)
            }
            let api = API(base: base, key: key.trimmingCharacters(in: .whitespacesAndNewlines))
            try await body(Installation(pid: pid, apiPort: ports.api, directory: directory.string, api: api))
            await execution.teardown(using: options.teardownSequence)
        }
    }

    /// The pid of a server that `odori up` keeps running.
    func child(_ name: String) -> Int32? {
        ProcessTree.children(of: pid, named: name).first
    }

    func file(_ name: String) -> String {
        "\(directory)/\(name)"
    }
}
