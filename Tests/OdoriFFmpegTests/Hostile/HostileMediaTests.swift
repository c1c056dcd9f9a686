import Foundation
import OdoriDomain
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Hostile media", .workshop, .serialized)
struct HostileMediaTests {
    private static let corpus = 2000
    /// `ODORI_TEST_EVERY=1` takes every file of the corpus.
    private static let stride =
        ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"].flatMap { Int($0) }.map { max(1, $0) } ?? 67

    /// Sound files of five kinds, small and just long enough.
    private func soundFiles(_ shop: MediaWorkshop) async throws -> [(suffix: String, bytes: [UInt8])] {
        let video = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "35", "-g", "30", "-pix_fmt", "yuv420p"]
        let kinds: [(String, [String])] = [
            ("mp4", video + ["-c:a", "aac", "-b:a", "32k", "-movflags", "+faststart"]),
            ("mov", video + ["-c:a", "pcm_s16le"]), ("mkv", video + ["-c:a", "libvorbis"]),
            ("avi", ["-c:v", "mpeg4", "-c:a", "libmp3lame"]), ("ts", video + ["-c:a", "aac"]),
        ]
        var files: [(String, [UInt8])] = []
        for (suffix, options) in kinds {
            try await shop.ffmpeg(
                ["-f", "lavfi", "-i", "testsrc2=s=96x160:r=30", "-f", "lavfi", "-i", "sine", "-t", "3.1"] + options
                    + ["sound.\(suffix)"])
            files.append((suffix, [UInt8](try Data(contentsOf: URL(filePath: shop.path("sound.\(suffix)").string)))))
        }
        return files
    }

    /// How a file ended, for the tally.
    private enum Ending: Hashable {
        case ready
        case rejected
        case other(String)
    }

    private func take(_ mutant: Mutator.Mutant, in place: FilePath) async throws -> Ending {
        try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place.string) }
        let file = place.appending(mutant.name)
        try Data(mutant.bytes).write(to: URL(filePath: file.string))
        let composer = FFmpegMediaComposer(scratch: place.appending("work"))
        let (output, picture) = (place.appending("video.mp4"), place.appending("first.png"))
        do {
            let facts = try await composer.normalise(file, into: output, firstFrame: picture)
            #expect(facts.duration >= 3 && facts.duration <= 15.1 && facts.width == Frame.width, "\(mutant.name)")
        } catch let error as OdoriError where error.code == .mediaInvalid {
            #expect(!error.message.isEmpty && error.kind == .permanent)
            return .rejected
        } catch {
            return .other("\(mutant.name): \(error)")
        }
        let left = Set(try FileManager.default.contentsOfDirectory(atPath: place.string))
        #expect(left.subtracting(["work"]) == [mutant.name, "video.mp4", "first.png"])
        return .ready
    }

    @Test(
        "every broken or hostile file becomes a reference or is rejected with a reason; none hangs or reaches elsewhere"
    )
    func corpus() async throws {
        let shop = try MediaWorkshop.require()
        let canary = shop.path("canary")
        try FileManager.default.createDirectory(atPath: canary.string, withIntermediateDirectories: true)
        let sound = try await soundFiles(shop)
        // A real video, so that whoever follows a list finds one.
        let bait = canary.appending("bait.mp4")
        try Data(sound[0].bytes).write(to: URL(filePath: bait.string))
        let before = try Footprint(of: canary)
        try await CountingListener.listening { listener in
            let mutator = Mutator(sound: sound, bait: .init(file: bait.string, port: listener.port))
            let numbers = Array(Swift.stride(from: 0, to: Self.corpus, by: Self.stride))
            var tally: [Ending: Int] = [:]
            try await withThrowingTaskGroup(of: Ending.self) { group in
                for (index, number) in numbers.enumerated() {
                    if index >= 2, let ending = try await group.next() { tally[ending, default: 0] += 1 }
                    let place = shop.path("case-\(number)")
                    group.addTask { try await take(mutator.mutant(number), in: place) }
                }
                for try await ending in group { tally[ending, default: 0] += 1 }
            }
            print(
                "hostile media: \(numbers.count) files, \(tally[.ready] ?? 0) ready, \(tally[.rejected] ?? 0) rejected")
            #expect(tally.keys.filter { $0 != .ready && $0 != .rejected } == [])
            #expect((tally[.rejected] ?? 0) > numbers.count / 4 && (tally[.ready] ?? 0) > numbers.count / 20)
            #expect(listener.connections == 0)
        }
        #expect(try Footprint(of: canary) == before)
    }

    @Test("sound files of every kind are taken, whatever they are called")
    func sound() async throws {
        let shop = try MediaWorkshop.require()
        for (suffix, bytes) in try await soundFiles(shop) {
            let mutant = Mutator.Mutant(name: "misnamed-\(suffix).m3u8", bytes: bytes)
            #expect(try await take(mutant, in: shop.path("case-\(suffix)")) == .ready)
        }
    }

    @Test("what is not of a kind that is taken is never shown to ffmpeg")
    func lists() throws {
        for list in Lists(bait: .init(file: "/etc/hostname", port: 1)).all {
            #expect(ForeignContainer(head: Array(list.utf8)) == nil, "\(list.prefix(40))")
        }
    }

    @Test("a picture of 4096×4096 fits into the memory that is allowed, a larger one is refused by its size")
    func large() async throws {
        let shop = try MediaWorkshop.require()
        for (size, isTaken) in [("4096x4096", true), ("4098x128", false)] {
            try await shop.ffmpeg([
                "-f", "lavfi", "-i", "color=c=red:s=\(size):r=10", "-t", "3.1", "-c:v", "libx264", "-preset",
                "ultrafast",
                "-pix_fmt", "yuv420p", "large.mp4",
            ])
            let video = shop.path("large.mp4")
            let result = await Result {
                try await shop.composer.normalise(
                    video, into: shop.path("normal.mp4"), firstFrame: shop.path("first.png"))
            }
            switch result {
            case .success: #expect(isTaken)
            case .failure(let error):
                #expect(!isTaken, "\(error)")
                #expect((error as? OdoriError)?.message.contains("4096") == true)
            }
        }
    }
}

/// Everything in a directory: names, bytes and times of change.
private struct Footprint: Equatable {
    let entries: [String: [String]]

    init(of directory: FilePath) throws {
        let manager = FileManager.default
        var entries: [String: [String]] = [:]
        for name in try manager.subpathsOfDirectory(atPath: directory.string) + ["."] {
            let path = directory.appending(name).string
            let attributes = try manager.attributesOfItem(atPath: path)
            let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            entries[name] = ["\(date)", hexSHA256(manager.contents(atPath: path) ?? Data())]
        }
        self.entries = entries
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
