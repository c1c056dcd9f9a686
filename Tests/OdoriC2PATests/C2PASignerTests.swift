import Foundation
import OdoriC2PA
import OdoriDomain
import OdoriFFmpeg
import OdoriPorts
import SystemPackage
import Testing

@Suite("Signed files", .timeLimit(.minutes(5)))
struct C2PASignerTests {
    private static let gemini = Origin(provider: "gemini", model: "gemini-3.1-flash-image", promptHash: "aa")
    private static let kling = Origin(provider: "kling", model: "kling-3.0", promptHash: "bb", operationID: "t-1")
    private static let score = Origin(provider: "studio", model: "score-1", promptHash: "cc")

    private func sign(picture: FilePath, _ room: SigningRoom) async throws {
        try await room.signer.sign(
            picture, as: ProvenanceStatement(title: "align_0", type: "image/png", origin: Self.gemini))
    }

    private func sign(dance: FilePath, after picture: FilePath, _ room: SigningRoom) async throws {
        try await room.signer.sign(
            dance,
            as: ProvenanceStatement(
                title: "dance_0", type: "video/mp4", origin: Self.kling,
                parent: .init(title: "as it came", file: dance, type: "video/mp4", origin: Self.kling),
                inputs: [.init(title: "align_0", file: picture, type: "image/png", origin: Self.gemini)]))
    }

    @Test("say who made what they are made of, keep the manifests of it, and are trusted by who trusts the signer")
    func chain() async throws {
        try await SigningRoom.with { room in
            let picture = try await room.picture("picture.png")
            try await sign(picture: picture, room)
            let dance = try await room.clip("dance.mp4", seconds: 2)
            try await sign(dance: dance, after: picture, room)
            let music = try await room.music("score.wav", seconds: 2)
            try await room.signer.sign(
                music, as: ProvenanceStatement(title: "music", type: "audio/wav", origin: Self.score))
            let master = try await room.clip("master.mp4", seconds: 2)
            try await room.signer.sign(
                master,
                as: ProvenanceStatement(
                    title: "watermarked", type: "video/mp4",
                    components: [
                        .init(title: "dance_0", file: dance, type: "video/mp4", origin: Self.kling),
                        .init(title: "music", file: music, type: "audio/wav", origin: Self.score),
                    ]))
            let read = try await room.manifest(of: master, type: "video/mp4")
            #expect(read.state == "Trusted" && read.title == "watermarked")
            #expect(read.titles == ["align_0", "dance_0", "music", "watermarked"])
            #expect(
                read.ingredients == [
                    .init(title: "dance_0", relationship: "componentOf", manifest: "dance_0"),
                    .init(title: "music", relationship: "componentOf", manifest: "music"),
                ])
            #expect(
                read.actions == [
                    .init(action: "c2pa.created", source: "compositeWithTrainedAlgorithmicMedia"),
                    .init(action: "c2pa.placed", source: ""),
                ])
            #expect(read.origins.map(\.provider) == ["kling", "studio"])
            let own = try await room.manifest(of: dance, type: "video/mp4")
            #expect(own.ingredients.map(\.relationship) == ["parentOf", "inputTo"])
            #expect(own.actions.allSatisfy { $0.source == "trainedAlgorithmicMedia" })
        }
    }

    @Test("a file that was converted keeps the manifest of what it was converted from")
    func converted() async throws {
        try await SigningRoom.with { room in
            let original = try await room.picture("original.png")
            try await room.signer.sign(
                original, as: ProvenanceStatement(title: "of the provider", type: "image/png", origin: Self.gemini))
            _ = try await room.ffmpeg("-i", "original.png", "-vf", "scale=540:960", "smaller.png")
            let smaller = room.path("smaller.png")
            try await room.signer.sign(
                smaller,
                as: ProvenanceStatement(
                    title: "anime_image", type: "image/png", origin: Self.gemini,
                    parent: .init(title: "as it came", file: original, type: nil, origin: Self.gemini)))
            let read = try await room.manifest(of: smaller, type: "image/png")
            #expect(read.state == "Trusted" && read.titles == ["anime_image", "of the provider"])
            #expect(read.ingredients.first?.manifest == "of the provider")
            #expect(read.actions.first?.action == "c2pa.opened")
        }
    }

    @Test("have the same packets as before, begin with their index, have no edit list, and the same report")
    func measured() async throws {
        try await SigningRoom.with { room in
            let composer = FFmpegMediaComposer(scratch: room.path("work"))
            let file = try await room.clip("dance.mp4", seconds: 2)
            let before = try await composer.inspect(file, as: .clip)
            let packets = try await room.packets("v", of: file)
            let picture = try await room.picture("picture.png")
            try await sign(dance: file, after: picture, room)
            let after = try await composer.inspect(file, as: .clip)
            #expect(after.moovFirst && !after.editList && after.problems == before.problems)
            #expect(after.media == before.media && after.constantFrameRate && after.sha256 != before.sha256)
            #expect(try await room.packets("v", of: file) == packets)
            let sound = try await room.music("score.wav", seconds: 2)
            var versions: [String] = []
            for name in ["one.mp4", "two.mp4"] {
                let version = room.path(name)
                let order = SoundtrackOrder(
                    video: file, sound: .score(ScorePlacement(file: sound, offset: 0)), duration: 2)
                _ = try await composer.soundtrack(order, into: version)
                let unsigned = try await composer.inspect(version, as: .clip)
                try await room.signer.sign(
                    version,
                    as: ProvenanceStatement(
                        title: name, type: "video/mp4",
                        parent: .init(title: "watermarked", file: file, type: "video/mp4", origin: nil),
                        components: [.init(title: "music", file: sound, type: "audio/wav", origin: Self.score)]))
                let read = try await room.manifest(of: version, type: "video/mp4")
                #expect(read.state == "Trusted" && read.titles.contains("dance_0"))
                let report = try await composer.inspect(version, as: .clip)
                #expect(report.moovFirst && !report.editList && report.problems == unsigned.problems)
                versions.append(try await room.packets("v", of: version))
            }
            #expect(Set(versions + [packets]).count == 1)
        }
    }

    @Test("that were changed afterwards are found out")
    func spoiled() async throws {
        try await SigningRoom.with { room in
            let file = try await room.clip("dance.mp4", seconds: 1)
            try await room.signer.sign(
                file, as: ProvenanceStatement(title: "dance_0", type: "video/mp4", origin: Self.kling))
            let handle = try FileHandle(forUpdating: URL(filePath: file.string))
            let end = try handle.seekToEnd()
            try handle.seek(toOffset: end - 1000)
            try handle.write(contentsOf: Data(repeating: 0, count: 64))
            try handle.close()
            #expect(try await room.manifest(of: file, type: "video/mp4").state == "Invalid")
        }
    }

    @Test("a signer that cannot sign leaves the file as it was and says why")
    func broken() async throws {
        try await SigningRoom.with { room in
            let file = try await room.clip("dance.mp4", seconds: 1)
            let before = try await room.packets("v", of: file)
            let size = try FileManager.default.attributesOfItem(atPath: file.string)[.size] as? Int
            try Data("no key".utf8).write(to: URL(filePath: room.path("signer.key").string))
            await #expect {
                try await room.signer.sign(file, as: ProvenanceStatement(title: "x", type: "video/mp4"))
            } throws: { ($0 as? OdoriError)?.code == .toolFailed }
            #expect(try FileManager.default.attributesOfItem(atPath: file.string)[.size] as? Int == size)
            #expect(try await room.packets("v", of: file) == before)
            let left = try FileManager.default.contentsOfDirectory(atPath: room.directory.string)
            #expect(!left.contains { $0.hasSuffix(".signed") || $0.hasSuffix(".order.json") })
        }
    }
}
