import OdoriConsole
import SystemPackage
import Testing

@Suite("The doctor's report")
struct DiagnosisTests {
    @Test("missing tools end in one apt command, each package once")
    func packages() {
        var diagnosis = Diagnosis()
        diagnosis.section("tools")
        diagnosis.add(tool: "ffmpeg", version: nil, debianPackage: "ffmpeg")
        diagnosis.add(tool: "ffprobe", version: nil, debianPackage: "ffmpeg")
        diagnosis.add(tool: "aubio", version: nil, debianPackage: "aubio-tools")
        diagnosis.add(tool: "fluidsynth", version: "2.3.1", debianPackage: "fluidsynth")
        #expect(!diagnosis.isHealthy)
        let lines = diagnosis.lines.map(\.text)
        #expect(lines.first == "tools")
        #expect(lines[1].hasSuffix("missing: Debian's package ffmpeg"))
        #expect(lines[4].hasPrefix("  ✓ fluidsynth"))
        #expect(lines.last == "install: apt-get install -y aubio-tools ffmpeg")
    }

    @Test("programs read the same findings")
    func json() throws {
        var diagnosis = Diagnosis()
        diagnosis.section("servers")
        diagnosis.add("API", .notice("not running"))
        diagnosis.add("worker", .bad("answers 503"))
        let told = String(decoding: try diagnosis.json, as: UTF8.self)
        let first = #"{"detail":"not running","name":"API","section":"servers","state":"notice"}"#
        let second = #"{"detail":"answers 503","name":"worker","section":"servers","state":"bad"}"#
        #expect(told == #"{"findings":["# + first + "," + second + #"],"healthy":false}"#)
    }

    @Test("notices do not make it ill")
    func notices() {
        var diagnosis = Diagnosis()
        diagnosis.section("servers")
        diagnosis.add("API", .notice("not running"))
        #expect(diagnosis.isHealthy)
        #expect(diagnosis.lines.count == 2)
    }

    @Test("a directory that cannot be written is bad, one that is not there yet is not")
    func directories() async throws {
        try await withTemporaryDirectory { path in
            guard case .good = DataDirectoryCheck.finding(path) else {
                Issue.record("a writable directory is not good")
                return
            }
            guard case .notice(let text) = DataDirectoryCheck.finding(path.appending("a/b")) else {
                Issue.record("a directory to be made is no notice")
                return
            }
            #expect(text.contains("not made yet"))
            #expect(DataDirectoryCheck.finding("/dev/null/odori") == .bad("/dev/null is no directory"))
        }
    }

    @Test("a tool that is there tells its version, one that is not tells nothing")
    func tools() async throws {
        let shell = ToolCheck(name: "sh", arguments: ["-c", "echo version 1"], debianPackage: "dash")
        #expect(try await shell.version() == "version 1")
        let missing = ToolCheck(name: "no-such-tool", arguments: [], debianPackage: "none")
        #expect(try await missing.version() == nil)
    }
}
