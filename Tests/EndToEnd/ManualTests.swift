import Foundation
import Subprocess
import SystemPackage
import Testing

@Suite("The manual page")
struct ManualTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    @Test("says what the command says of itself; `make man` writes it anew")
    func isCurrent() async throws {
        let written = try await Subprocess.run(
            .path(FilePath(Self.repository.appending(path: "infra/man").path)),
            arguments: [Programs.path("odori").string],
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 16)
        )
        #expect(written.terminationStatus.isSuccess, "\(written.standardError)")
        let kept = try String(contentsOf: Self.repository.appending(path: "docs/odori.1"), encoding: .utf8)
        #expect(written.standardOutput == kept)
    }
}
