package import Foundation
import Subprocess
import SystemPackage

/// The built `odori-fake-providers`, run as a process of its own beside a test and gone with it.
package struct FakeProviders: Sendable {
    /// The key that each of them takes.
    package static let key = "key-of-the-fake"
    /// The keys that Gemini takes.
    package static let geminiKeys = [key, "second-key-of-the-fake"]

    /// `http://127.0.0.1:port`
    package let base: String
    package let port: Int

    /// How a run of the fake ends.
    package enum Ending: Sendable {
        case kill, terminate
    }

    /// What every dance comes to, ten seconds long by its own account.
    package enum Film: Sendable {
        /// `FakeProviders.filmBytes`, which nobody looks into.
        case bytes
        case file(String)
        /// A video of ten seconds, made when the fake starts.
        case video
    }

    package static let filmBytes = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 % 253) })

    /// Why there is none, or what one of its own doors answers.
    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs the fake on a free port while `body` runs.
    ///
    /// - Parameters:
    ///   - faults: what goes wrong with motion and with MiniMax, as JSON.
    ///   - gemini: what goes wrong with Gemini and Lyria, as JSON.
    ///   - ledger: books that outlive this run; nil: empty ones, gone with it.
    ///   - options: more of the program's own.
    package static func running<Value: Sendable>(
        faults: String = "{}", gemini: String = "{}", film: Film = .bytes, ledger: String? = nil,
        options: [String] = [], ending: Ending = .terminate,
        _ body: @escaping @Sendable (FakeProviders) async throws -> Value
    ) async throws -> Value {
        let place = FileManager.default.temporaryDirectory.appending(path: "odori-fakes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let outcome = try await Subprocess.run(
            .path(try executable()),
            arguments: Arguments(
                [
                    "--ledger", ledger ?? place.appending(path: "books").path, "--key", key, "--faults", faults,
                    "--gemini-keys", geminiKeys.joined(separator: ","), "--gemini-faults", gemini,
                ] + (try video(film, in: place)) + options),
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            guard let fake = try await lines.next().flatMap(FakeProviders.init(greeting:)) else {
                throw Failed(description: "the fake providers do not say where they listen")
            }
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(fake))
            } catch {
                result = .failure(error)
            }
            try execution.send(signal: ending == .kill ? .kill : .terminate)
            while try await lines.next() != nil {}
            return result
        }
        return try outcome.closureResult.get()
    }

    /// - Parameter greeting: the line whose last word is the address.
    private init?(greeting: String) {
        let line = greeting.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let word = line.split(separator: " ").last, let port = URLComponents(string: String(word))?.port else {
            return nil
        }
        base = String(word)
        self.port = port
    }

    /// Beside the test's own bundle.
    private static func executable() throws -> FilePath {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return FilePath(tests).removingLastComponent().appending("odori-fake-providers")
    }

    private static func video(_ film: Film, in place: URL) throws -> [String] {
        switch film {
        case .bytes:
            let file = place.appending(path: "film.mp4")
            try filmBytes.write(to: file)
            return ["--video", file.path]
        case .file(let path): return ["--video", path]
        case .video: return []
        }
    }
}
