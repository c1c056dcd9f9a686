import Foundation
import Subprocess
import Testing

@Suite("odori-chaos")
struct ChaosTests {
    private func plan(seed: Int) async throws -> [Substring] {
        let result = try await Subprocess.run(
            .path(Programs.path("odori-chaos")),
            arguments: ["--plan", "--kills", "40", "--seed", "\(seed)"],
            output: .string(limit: 1 << 20),
            error: .discarded
        )
        #expect(result.terminationStatus.isSuccess)
        return result.standardOutput.split(separator: "\n").dropFirst().map(\.self)
    }

    @Test("the same seed gives the same plan of faults, with as many kills as were asked for; another gives another")
    func plans() async throws {
        let first = try await plan(seed: 3)
        #expect(first.count { $0.contains(" kill ") || $0.contains(" stop ") } == 40)
        #expect(first.count > 40)
        #expect(try await plan(seed: 3) == first)
        #expect(try await plan(seed: 4) != first)
    }
}
