import Crypto
import Foundation
import Subprocess
import Testing

/// Serves a set of Ed25519 keys, and counts how often it is asked.
final class JWKSServer: Sendable {
    let url: String
    private let directory: String

    private init(url: String, directory: String) {
        self.url = url
        self.directory = directory
    }

    /// Python's own server on a directory of one file; it logs each request as a line.
    static func running(
        keys: [Curve25519.Signing.PrivateKey], _ body: @escaping @Sendable (JWKSServer) async throws -> Void
    ) async throws {
        let directory = NSTemporaryDirectory() + "odori-jwks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let script = """
            import http.server, sys
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    open(sys.argv[1] + "/asked", "a").write("x")
                    body = open(sys.argv[1] + "/keys.json", "rb").read()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *_): pass
            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            print(server.server_port, flush=True)
            server.serve_forever()
            """
        let outcome = try await Subprocess.run(
            .name("python3"), arguments: ["-c", script, directory], input: .none, output: .sequence, error: .discarded
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            let port = try await lines.next()?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            let server = JWKSServer(url: "http://127.0.0.1:\(port)/keys", directory: directory)
            server.serve(keys)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(server))
            } catch {
                result = .failure(error)
            }
            try execution.send(signal: .terminate)
            while try await lines.next() != nil {}
            return result
        }
        try outcome.closureResult.get()
    }

    func serve(_ keys: [Curve25519.Signing.PrivateKey]) {
        let entries = keys.map { key in
            let x = key.publicKey.rawRepresentation.base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            return #"{"kty": "OKP", "crv": "Ed25519", "x": "\#(x)"}"#
        }
        let json = #"{"keys": [{"kty": "RSA", "n": "x"}, \#(entries.joined(separator: ", "))]}"#
        let isThere = FileManager.default.createFile(atPath: directory + "/keys.json", contents: Data(json.utf8))
        #expect(isThere)
    }

    var asked: Int { FileManager.default.contents(atPath: directory + "/asked")?.count ?? 0 }
}
