import Foundation
import OdoriDomain
import OdoriPorts
import OdoriProcess
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriStudio

@Suite("The studio's reference dances")
struct StudioReferenceFetcherTests {
    @Test("a reference is a dancer with a band: H.264 and AAC at 48 kHz")
    func drawn() async throws {
        try await withScratch { directory in
            let entry = try #require(StudioReferences.named("star_jump"))
            let file = directory.appending("reference.mp4")
            try await StudioReferenceFetcher(objects: MemoryObjectStore()).render(entry, duration: 1, into: file)
            let picture = try await probed(file, "codec_name,width,height,nb_read_frames", countingPictures: true)
            #expect(picture == ["codec_name": "h264", "width": "1080", "height": "1920", "nb_read_frames": "30"])
            let arguments = [
                "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=codec_name,sample_rate,channels",
                "-of", "csv=p=0", file.string,
            ]
            let sound = try await ToolRunner().run(ToolCommand("ffprobe", arguments, timeLimit: .seconds(30))).output
            #expect(sound.trimmingCharacters(in: .whitespacesAndNewlines) == "aac,48000,2")
        }
    }

    @Test("a name the studio does not know is rejected")
    func unknown() async throws {
        try await withScratch { directory in
            _ = await #expect(throws: OdoriError(.referenceRejected, "")) {
                try await StudioReferenceFetcher(objects: MemoryObjectStore()).fetch(
                    .studio("moonwalk"),
                    into: directory.appending("x")
                )
            }
        }
    }

    @Test("an upload is copied out of the object store")
    func upload() async throws {
        try await withScratch { directory in
            let store = MemoryObjectStore()
            let name = try #require(ObjectName(rawValue: "uploads/clip.mp4"))
            let source = directory.appending("source")
            try Data("video".utf8).write(to: URL(filePath: source.string))
            _ = try await store.put(source, as: name, ObjectAttributes(contentType: "video/mp4"), if: .none)
            let file = directory.appending("fetched")
            try await StudioReferenceFetcher(objects: store).fetch(.upload(name), into: file)
            #expect(try Data(contentsOf: URL(filePath: file.string)) == Data("video".utf8))
        }
    }
}
