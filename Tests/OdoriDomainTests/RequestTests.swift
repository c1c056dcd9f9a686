import OdoriJSON
import Foundation
import OdoriDomain
import Testing

@Suite("Reading a request")
struct RequestTests {
    private static func read(_ json: String) throws -> JobConfig {
        try JobConfig(reading: JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)), maxCount: 20)
    }

    private static func pointers(_ json: String) -> [String] {
        do {
            _ = try read(json)
            return []
        } catch let problems as RequestProblems {
            return problems.problems.map(\.pointer)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("fills in the plan's defaults")
    func defaults() throws {
        let config = try Self.read(#"{"count": 5}"#)
        #expect(config == JobConfig(count: 5))
        #expect(config.styleID == "kpop_dance" && config.options.skipExisting && config.options.applyWatermark)
    }

    @Test(
        "names every bad field at its place",
        arguments: [
            ("{}", ["/count"]),
            (#"{"count": 0}"#, ["/count"]),
            (#"{"count": 21}"#, ["/count"]),
            (#"{"count": "5"}"#, ["/count"]),
            (#"{"count": 1.5}"#, ["/count"]),
            (#"{"count": null}"#, ["/count"]),
            ("[]", [""]),
            (#"{"count": 1, "style_id": "polka"}"#, ["/style_id"]),
            (#"{"count": 1, "style_id": 3}"#, ["/style_id"]),
            (#"{"count": 1, "reference_videos": ["a","b","c","d"]}"#, ["/reference_videos"]),
            (#"{"count": 1, "reference_videos": [1]}"#, ["/reference_videos/0"]),
            (
                #"{"count": 1, "options": {"skip_existing": 1, "sparkle": true}}"#,
                ["/options/skip_existing", "/options/sparkle"]
            ),
            (#"{"count": 1, "options": 7}"#, ["/options"]),
            (#"{"count": 1, "max_cost_usd": -1}"#, ["/max_cost_usd"]),
            (#"{"count": 1, "transition": "wipe"}"#, ["/transition"]),
            (#"{"count": 1, "caption": "hello"}"#, ["/caption"]),
            (#"{"count": 1, "webhook_url": "https://10.0.0.1"}"#, ["/webhook_url"]),
            (#"{"count": 1, "a/b~c": 1}"#, ["/a~1b~0c"]),
        ])
    func problems(_ json: String, _ expected: [String]) {
        #expect(Self.pointers(json) == expected)
    }

    @Test("reads how the edit is to look, and keeps it as it was said")
    func look() throws {
        let config = try Self.read(#"{"count": 1, "transition": "whip", "caption": "name"}"#)
        #expect(config.transition == .whip && config.caption == .name)
        let stored = try JSONDecoder().decode(JobConfig.self, from: JSONEncoder().encode(config))
        #expect(stored == config)
        #expect(try Self.read(#"{"count": 1, "caption": "none"}"#).caption == .nothing)
    }

    @Test("reports everything that is wrong at once")
    func allAtOnce() {
        #expect(Set(Self.pointers(#"{"count": -1, "style_id": "x", "y": 1}"#)) == ["/count", "/style_id", "/y"])
    }

    @Test("null stands for an absent optional field")
    func nulls() throws {
        let config = try Self.read(
            #"{"count": 1, "style_id": null, "options": null, "webhook_url": null, "reference_videos": null}"#)
        #expect(config == JobConfig(count: 1))
    }
}
