import Foundation
import Testing

@testable import OdoriSettings

@Suite("Signing files")
struct SigningSettingsTests {
    @Test("is off unless it is set, and what is set in part names what is missing")
    func partly() throws {
        #expect(try Settings(environment: [:]).signing == nil)
        #expect(names(["ODORI_C2PA_PYTHON": "/bin/sh"]) == ["ODORI_C2PA_CERTIFICATE", "ODORI_C2PA_KEY"])
        #expect(
            names(["ODORI_C2PA_TIMESTAMPS": "http://time.example"])
                == ["ODORI_C2PA_CERTIFICATE", "ODORI_C2PA_KEY", "ODORI_C2PA_PYTHON"])
    }

    @Test("a worker starts only with a program and files that are there")
    func files() throws {
        let here = URL(filePath: #filePath).path
        let good = ["ODORI_C2PA_PYTHON": "/bin/sh", "ODORI_C2PA_CERTIFICATE": here, "ODORI_C2PA_KEY": here]
        let signing = try #require(try Settings(environment: good, for: .pushes).signing)
        #expect(signing.certificate == here && signing.timestamps == nil)
        let bad = good.mapValues { $0 + ".none" }
        #expect(names(bad, for: .pushes) == ["ODORI_C2PA_CERTIFICATE", "ODORI_C2PA_KEY", "ODORI_C2PA_PYTHON"])
        #expect(names(bad, for: .serving) == [])
    }

    private func names(_ environment: [String: String], for work: Settings.Work = .serving) -> [String] {
        do {
            _ = try Settings(environment: environment, for: work)
            return []
        } catch {
            return error.problems.map(\.name).sorted()
        }
    }
}
