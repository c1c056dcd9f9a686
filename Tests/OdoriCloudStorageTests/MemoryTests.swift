import Foundation
import OdoriJudges
import SystemPackage
import Testing

@Suite("Memory while content passes", Judges.calls("gcs"), .timeLimit(.minutes(30)))
struct MemoryTests {
    /// What a process of its own reports of its transfers.
    private struct Report: Decodable {
        var what: String
        var idle_mib: Double
        var peak_mib: Double
    }

    /// Beyond what the process has once it has spoken with the server, in MiB.
    private static let most = 32.0

    @Test(
        "a file goes up and comes down through 32 MiB at most, however long it is; also over connections that break",
        arguments: Judges.isThorough ? [(2048, 0), (300, 5)] : [(96, 0), (24, 5)])
    func transfers(megabytes: Int, cuts: Int) async throws {
        try await withTestDirectory { directory in
            let file = directory.appending("long.mp4")
            let stored = directory.appending("stored")
            try FileManager.default.createDirectory(atPath: stored.string, withIntermediateDirectories: true)
            _ = try await Command.output(
                "/bin/sh", ["-c", "head -c \((megabytes << 20) + 7) /dev/urandom > '\(file)'"])
            let port = try LocalSocket.freePort()
            let script = Command.interop.appending(path: "storage_disk.py").path
            let server = try JudgeProcess(try await Command.python(), [script, "\(port)", stored.string])
            defer { server.stop() }
            try await server.waitUntilListening(on: port)
            let proxy = CuttingProxy(
                to: port, cuts: cuts == 0 ? [] : (1...cuts).map { $0 * (megabytes << 20) / (cuts + 1) })
            try await proxy.serving { address in
                let said = try await Command.output(
                    Self.program.string,
                    ["storage", "--address", "http://\(address)", "--bucket", "b", "--file", "\(file)"])
                let reports = try said.split(separator: "\n").map {
                    try JSONDecoder().decode(Report.self, from: Data($0.utf8))
                }
                #expect(reports.map(\.what) == ["put", "download"])
                for report in reports {
                    let taken = report.peak_mib - report.idle_mib
                    #expect(
                        taken <= Self.most, "\(report.what): \(report.idle_mib) MiB before, \(report.peak_mib) at most")
                }
            }
            #expect(proxy.left == 0)
            // Both sides compare checksums; this compares bytes. One session, so nothing was begun anew.
            _ = try await Command.output("/usr/bin/cmp", [file.string, stored.appending("0").string])
            #expect(try FileManager.default.contentsOfDirectory(atPath: stored.string) == ["0"])
        }
    }

    /// Lies beside the test bundle.
    private static var program: FilePath {
        get throws {
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return FilePath(own).removingLastComponent().appending("odori-bench-google")
        }
    }
}
