import Foundation
import Testing

@testable import OdoriConsole

@Suite("The summary")
struct SummaryTests {
    @Test("has every member that was promised, null where it does not apply")
    func members() throws {
        var video = FileFacts(bytes: 12, sha256: "ab")
        video.width = 1080
        video.height = 1920
        video.fps = 30
        video.duration = 10
        video.codec = "h264"
        video.profile = "High"
        video.lufs = -14
        video.dbtp = -1.5
        let files = [
            VerifiedFile(
                output: Output(.deliverable, type: "watermarked", url: "gs://local/a"),
                path: "objects/a.mp4",
                facts: video
            ),
            VerifiedFile(
                output: Output(.poster, url: "gs://local/b"),
                path: "objects/b.png",
                facts: FileFacts(bytes: 5, sha256: "cd")
            ),
        ]
        let character = VerifiedCharacter(characterID: "mio_1", name: "Mio", files: files, problems: [])
        let json = try Summary(jobID: "j", seconds: 12.34567, characters: [character]).json()
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {
                  "characters" : [
                    {
                      "character_id" : "mio_1",
                      "files" : [
                        {
                          "bytes" : 12,
                          "codec" : "h264",
                          "dbtp" : -1.5,
                          "duration" : 10,
                          "fps" : 30,
                          "height" : 1920,
                          "kind" : "deliverable",
                          "lufs" : -14,
                          "path" : "objects/a.mp4",
                          "profile" : "High",
                          "sha256" : "ab",
                          "type" : "watermarked",
                          "width" : 1080
                        },
                        {
                          "bytes" : 5,
                          "codec" : null,
                          "dbtp" : null,
                          "duration" : null,
                          "fps" : null,
                          "height" : null,
                          "kind" : "poster",
                          "lufs" : null,
                          "path" : "objects/b.png",
                          "profile" : null,
                          "sha256" : "cd",
                          "type" : null,
                          "width" : null
                        }
                      ],
                      "name" : "Mio"
                    }
                  ],
                  "job_id" : "j",
                  "seconds" : 12.346
                }

                """
        )
    }

    @Test("a table's columns stand under each other, numbers right")
    func table() {
        var table = Table(["name", "bytes", "path"], rightAligned: [1])
        table.add(["踊り", "5", "a"])
        table.add(["x", "12345", ""])
        #expect(
            table.lines == [
                "name  bytes  path",
                "踊り      5  a",
                "x     12345",
            ]
        )
    }

    @Test("a character's table has a row for each file")
    func characterTable() {
        var facts = FileFacts(bytes: 12, sha256: "ab")
        facts.width = 1080
        facts.height = 1920
        facts.duration = 10.0333
        facts.lufs = -14.04
        let file = VerifiedFile(output: Output(.remix, type: "full", url: ""), path: "objects/a.mp4", facts: facts)
        let lines = VerifiedCharacter(characterID: "c", name: "n", files: [file], problems: []).table.lines
        #expect(
            lines.last?.split(separator: " ").joined(separator: " ")
                == "remix full 1080×1920 10.03 12 -14.0 objects/a.mp4"
        )
    }
}
