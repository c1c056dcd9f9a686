import Foundation
package import Testing

/// Where Google's command line tools keep what comes with them.
enum GoogleTools {
    private static let hint = """
        the Firestore and Pub/Sub emulators come with Google's command line tools (apt: google-cloud-cli-firestore-emulator, \
        google-cloud-cli-pubsub-emulator) and need java; ODORI_TEST_WITHOUT=firestore,pubsub leaves their tests out
        """

    /// A file of theirs; throws with what is to be done when it is missing.
    static func file(_ path: String) async throws -> String {
        for root in try await roots() {
            let file = root + "/" + path
            if FileManager.default.fileExists(atPath: file) { return file }
        }
        throw JudgeProcess.Failed("\(path) is missing: \(hint)")
    }

    /// The file of a folder of theirs whose name begins with `text`: some carry their version.
    static func file(_ folder: String, beginning text: String) async throws -> String {
        for root in try await roots() {
            let path = root + "/" + folder
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
            if let name = names?.filter({ $0.hasPrefix(text) && $0.hasSuffix(".jar") }).max() {
                return path + "/" + name
            }
        }
        throw JudgeProcess.Failed("\(folder)/\(text)… is missing: \(hint)")
    }

    private static func roots() async throws -> [String] {
        let usual = ["/usr/lib/google-cloud-sdk", "/usr/share/google-cloud-sdk", "/opt/google-cloud-sdk"]
        if let known = usual.first(where: { FileManager.default.fileExists(atPath: $0 + "/platform") }) {
            return [known]
        }
        let said = try await Command.output(
            "/usr/bin/env", ["gcloud", "info", "--format=value(installation.sdk_root)"], hint: hint)
        return [said]
    }
}

/// Judges that whoever runs the tests does without, named in `ODORI_TEST_WITHOUT`.
package enum Judges {
    private static let missing: Set<String> = Set(
        (ProcessInfo.processInfo.environment["ODORI_TEST_WITHOUT"] ?? "").split(separator: ",").map(String.init))

    /// Whether a judge's tests run. One that is left out says why among the results.
    package static func calls(_ name: String) -> ConditionTrait {
        .enabled(if: !missing.contains(name), "ODORI_TEST_WITHOUT names \(name)")
    }

    /// Larger corpora, for `make verify`.
    package static var isThorough: Bool {
        ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1"
    }
}
