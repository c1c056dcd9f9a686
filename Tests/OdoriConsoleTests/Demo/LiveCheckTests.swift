import Foundation
import Testing

@testable import OdoriConsole

@Suite("A live check")
struct LiveCheckTests {
    @Test(
        "of Kling's key goes by the code in the answer, whatever the status",
        arguments: [
            (200, #"{"code": 0, "data": []}"#, "✓"), (404, #"{"code": 1203}"#, "✓"),
            (200, #"{"code": 1002}"#, "✗"), (401, #"{"code": 1004}"#, "✗"), (429, #"{"code": 1102}"#, "✗"),
            (429, #"{"code": 1302}"#, "·"), (403, #"{"code": 1103}"#, "✗"), (401, "<html>", "✗"),
            (502, "<html>", "·"), (500, #"{"code": 5000}"#, "·"),
        ] as [(UInt, String, String)])
    func kling(status: UInt, body: String, mark: String) {
        var diagnosis = Diagnosis()
        diagnosis.section("providers")
        diagnosis.add("Kling key", LiveCheck.klingFinding(status, Data(body.utf8)))
        #expect(diagnosis.lines.contains { $0.text.contains("\(mark) Kling key") }, "\(diagnosis.lines.map(\.text))")
    }

    @Test(
        "of Gemini's key goes by the status", arguments: [(200, "✓"), (401, "✗"), (404, "✗"), (429, "·"), (503, "·")])
    func gemini(status: UInt, mark: String) {
        var diagnosis = Diagnosis()
        diagnosis.section("providers")
        diagnosis.add("key", LiveCheck.finding(status: status))
        #expect(diagnosis.lines.contains { $0.text.contains("\(mark) key") })
    }
}
