import Foundation

/// Google's own Pub/Sub emulator, run with Java.
package struct PubSubEmulator: Sendable {
    package let port: Int

    /// `host:port`, as `PUBSUB_EMULATOR_HOST` wants it.
    package var host: String { "127.0.0.1:\(port)" }

    /// Runs one while `body` runs.
    package static func running<Value: Sendable>(
        _ body: @Sendable (PubSubEmulator) async throws -> Value
    ) async throws -> Value {
        let jar = try await GoogleTools.file("platform/pubsub-emulator/lib", beginning: "cloud-pubsub-emulator")
        let port = try LocalSocket.freePort()
        let process = try JudgeProcess(
            "/usr/bin/env",
            [
                "java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar, "--host=127.0.0.1",
                "--port=\(port)",
            ])
        defer { process.stop() }
        try await process.waitUntilListening(on: port)
        return try await body(PubSubEmulator(port: port))
    }
}
