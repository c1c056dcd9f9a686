package import Foundation
package import Testing

/// Google's own Firestore emulator, run with Java.
package struct FirestoreEmulator: Sendable {
    package let port: Int

    /// `host:port`, as `FIRESTORE_EMULATOR_HOST` wants it.
    package var host: String { "127.0.0.1:\(port)" }

    /// The one that runs while the tests of a suite with the trait `.firestoreEmulator` do.
    @TaskLocal package static var current: FirestoreEmulator?

    /// The running one; throws when the suite lacks the trait.
    package static var running: FirestoreEmulator {
        get throws {
            guard let current else { throw JudgeProcess.Failed("the suite lacks .firestoreEmulator") }
            return current
        }
    }

    /// Runs one while `body` runs.
    ///
    /// - Parameter rules: a file of security rules; without one everybody may do everything.
    package static func running<Value: Sendable>(
        rules: URL? = nil, _ body: @Sendable (FirestoreEmulator) async throws -> Value
    ) async throws -> Value {
        let jar = try await GoogleTools.file("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
        let port = try LocalSocket.freePort()
        var arguments = [
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.language=en", "-cp", jar,
            "com.google.cloud.datastore.emulator.firestore.CloudFirestore", "start", "--host", "127.0.0.1", "--port",
            "\(port)",
        ]
        if let rules { arguments += ["--rules", rules.path] }
        let process = try JudgeProcess("/usr/bin/env", ["java"] + arguments)
        defer { process.stop() }
        try await process.waitUntilListening(on: port)
        return try await body(FirestoreEmulator(port: port))
    }
}

/// Runs Google's Firestore emulator once for all tests of a suite. Without it they fail: a promise that nobody judged is not kept.
/// `ODORI_TEST_WITHOUT=firestore` leaves them out and says so.
package struct FirestoreEmulatorTrait: SuiteTrait, TestScoping {
    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await FirestoreEmulator.running { emulator in
            try await FirestoreEmulator.$current.withValue(emulator) { try await function() }
        }
    }
}

extension Trait where Self == FirestoreEmulatorTrait {
    package static var firestoreEmulator: Self { FirestoreEmulatorTrait() }
}
