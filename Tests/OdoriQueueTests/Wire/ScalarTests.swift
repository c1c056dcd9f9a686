import Testing

@testable import OdoriQueue

@Suite("Times and durations on the wire")
struct ScalarTests {
    @Test(
        "a timestamp survives reading and writing",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2020-10-14T18:37:53.950779Z", 1_602_700_673_950_779),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000_000),
            ("2100-03-01T00:00:00Z", 4_107_542_400_000_000),
            ("1969-12-31T23:59:59.500000Z", -500_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ]
    )
    func roundTrip(text: String, microseconds: Int64) throws {
        let instant = try #require(Timestamp(rfc3339: text))
        #expect(instant.microseconds == microseconds)
        #expect(instant.rfc3339 == text)
    }

    @Test(
        "offsets and fractions of any length are understood",
        arguments: [
            ("2024-01-01T02:00:00+02:00", "2024-01-01T00:00:00Z"),
            ("2023-12-31T18:30:00-05:30", "2024-01-01T00:00:00Z"),
            ("2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00.100000Z"),
            ("2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00.123456Z"),
        ]
    )
    func variants(text: String, canonical: String) {
        #expect(Timestamp(rfc3339: text)?.rfc3339 == canonical)
    }

    @Test(
        "what is no timestamp is refused",
        arguments: [
            "", "2024-01-01", "2024-01-01T00:00:00", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "1709251199",
            "2024-01-01T24:00:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890Z", "2024-01-01T00:00:00Zx",
            "2024-01-01 00:00:00Z", "0000-01-01T00:00:00Z",
        ]
    )
    func malformedTimestamp(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("the ETA has six digits of fraction")
    func eta() {
        #expect(Timestamp(microseconds: 1_602_727_873_950_779).epochSeconds == "1602727873.950779")
        #expect(Timestamp(microseconds: 1_602_727_873_000_042).epochSeconds == "1602727873.000042")
    }

    @Test(
        "a duration survives reading and writing",
        arguments: ["0s", "600s", "0.100s", "3.500s", "-1.500s", "0.000001s", "315576000000s"]
    )
    func duration(text: String) {
        #expect(WireDuration(text: text)?.text == text)
    }

    @Test("what is no duration is refused", arguments: ["", "s", "10", "10m", "1e3s", "1.s", ".5s", "--1s", "1.0000000001s"])
    func malformedDuration(text: String) {
        #expect(WireDuration(text: text) == nil)
    }
}

@Suite("Resource names")
struct ResourceNameTests {
    @Test("a task id may hold letters, digits, hyphens and underscores", arguments: ["a", "A-b_9", String(repeating: "x", count: 500)])
    func goodTask(id: String) throws {
        let queue = try QueueName(project: "p", location: "l", id: "q")
        #expect(try TaskName(path: "projects/p/locations/l/queues/q/tasks/\(id)", in: queue).id == id)
    }

    @Test("any other task id is refused", arguments: ["", "a b", "a/b", "é", "a.b", String(repeating: "x", count: 501)])
    func badTask(id: String) throws {
        let queue = try QueueName(project: "p", location: "l", id: "q")
        let error = #expect(throws: APIError.self) {
            try TaskName(path: "projects/p/locations/l/queues/q/tasks/\(id)", in: queue)
        }
        #expect(error?.code == 400)
    }

    @Test(
        "a malformed queue name is refused",
        arguments: [
            "", "q", "projects/p/locations/l/queues/", "projects/p/locations/l/queues/a_b", "projects/p/queues/q",
            "projects//locations/l/queues/q", "projects/p/locations/l/queues/q/", "projects/p/locations/l/tasks/q",
            "projects/p/locations/l/queues/" + String(repeating: "q", count: 101),
        ]
    )
    func badQueue(path: String) {
        #expect(throws: APIError.self) { try QueueName(path: path) }
    }
}
