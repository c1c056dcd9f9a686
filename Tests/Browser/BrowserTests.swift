import Foundation
import OdoriConsole
import Testing

/// Everything here looks at the page through Debian's chromium; one browser at a time.
@Suite("The studio page in a browser", .serialized, .timeLimit(.minutes(30)))
struct BrowserTests {
    @Test("shows, cancels, retries, comes back, keeps owners apart, and is there for everybody")
    func prepared() async throws {
        try await withDirectory { directory in
            try await withStudio(["--only", "api,queue"], in: directory) { base in
                try await Prepared(data: "\(directory)/data", owner: "anna").write(try Media(in: directory))
                let said = try Script.run("prepared", [base, Prepared.ended, Prepared.running, Prepared.hostile])
                #expect(said.hasSuffix("ok"), "\(said.suffix(6000))")
            }
        }
    }

    @Test("follows one job from the button to three playing videos")
    func wholeJob() async throws {
        try await withDirectory { directory in
            // Pictures for the documentation show the studio's own dances.
            let isShort = Script.pictures.isEmpty
            let catalogue = isShort ? "empty" : "studio"
            try await withStudio([], ["ODORI_CATALOGUE": catalogue], in: directory) { base in
                if isShort { try await ShortDances.add(to: base, key: "key-of-anna", in: directory) }
                let said = try Script.run("whole_job", [base, "key-of-anna"] + Script.pictures)
                #expect(said.hasSuffix("ok"), "\(said.suffix(6000))")
            }
        }
    }

    /// Runs `odori up` with two owners' keys, and hands out the page's address.
    private func withStudio(
        _ more: [String], _ environment: [String: String] = [:], in directory: String,
        _ body: (String) async throws -> Void
    ) async throws {
        let ports = try LocalPort.free(3).map(String.init)
        let arguments = ["--api-port", ports[0], "--worker-port", ports[1], "--queue-port", ports[2]]
        let studio = try Server(
            "odori", ["up", "--data-dir", "\(directory)/data"] + arguments + more,
            environment.merging(["PIPELINE_API_KEYS": "anna:key-of-anna,ben:key-of-ben"]) { $1 }, in: directory)
        defer { studio.stop() }
        _ = try await studio.says(#/(Ctrl-C) stops everything/#)
        try await body("http://127.0.0.1:\(ports[0])")
    }
}
