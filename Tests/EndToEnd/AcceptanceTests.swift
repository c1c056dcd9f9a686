import Foundation
import Glibc
import OdoriConsole
import OdoriTesting
import Subprocess
import SystemPackage
import Testing

extension OneMachine {
    @Suite("An API that ends in the middle")
    struct AcceptanceTests {
        private static let order = #"{"count": 1, "options": {"generate_variants": false}}"#
        private static let sweepSeconds = 3

        @Test("killed between a job's commit and its task: the job runs within two sweeps of the next start")
        func killed() async throws {
            try await Installation.withDirectory { directory in
                // The first start brings the references.
                try await Installation.running(in: directory) { installation in
                    _ = try await eventually(within: .seconds(60), "there are references") {
                        let found = try await installation.api.get("references")
                        return String(decoding: found.body, as: UTF8.self).contains("studio") ? true : nil
                    }
                }
                let job = try await acceptedWithoutTask(directory)
                let environment: [Environment.Key: String?] = ["ODORI_SWEEP_SECONDS": "\(Self.sweepSeconds)"]
                try await Installation.running(in: directory, environment: environment) { installation in
                    let limit = Duration.seconds(2 * Self.sweepSeconds + 2)
                    _ = try await eventually(within: limit, "the job runs") {
                        try await installation.api.status(job).status == "queued" ? nil : true
                    }
                    #expect(try await installation.api.post("cancel/\(job)").status == 200)
                }
            }
        }

        /// Runs an API whose queue takes connections and never answers, orders a job, and kills it once the job is stored.
        private func acceptedWithoutTask(_ directory: FilePath) async throws -> String {
            let silent = try SilentServer()
            let port = try LocalPort.free(1)[0]
            let environment: [Environment.Key: String?] = [
                "PORT": "\(port)", "ODORI_DATA_DIR": directory.string, "PIPELINE_API_KEY": nil,
                "PIPELINE_API_KEYS": nil,
                "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:\(silent.port)",
            ]
            let key = try String(contentsOfFile: "\(directory)/api-key", encoding: .utf8)
            let api = API(
                base: "http://127.0.0.1:\(port)",
                key: key.trimmingCharacters(in: .whitespacesAndNewlines)
            )
            let result = try await Subprocess.run(
                .path(Programs.path("odori-api")),
                environment: .inherit.updating(environment),
                input: .none,
                output: .discarded,
                error: .discarded
            ) { execution in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    _ = try await eventually(within: .seconds(20), "the API answers") {
                        try? await api.get("jobs").status == 200 ? true : nil
                    }
                    group.addTask { _ = try? await api.post("run", body: Self.order) }
                    let job = try await eventually(within: .seconds(3), "the job is stored, and not answered") {
                        try await api.get("jobs").read(Jobs.self).jobs.first?.job_id
                    }
                    try execution.send(signal: .kill)
                    return job
                }
            }
            return result.closureResult
        }

        private struct Jobs: Decodable {
            var jobs: [Job]

            struct Job: Decodable {
                var job_id: String
            }
        }
    }
}

/// A port that takes connections and never answers.
private final class SilentServer {
    let port: Int
    private let socket: Int32

    struct Unavailable: Error {}

    init() throws {
        port = try LocalPort.free(1)[0]
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, listen(socket, 64) == 0 else { throw Unavailable() }
    }

    deinit { close(socket) }
}
