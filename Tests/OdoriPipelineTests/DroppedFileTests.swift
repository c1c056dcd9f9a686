import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriTesting
import SystemPackage
import Testing

@Suite("Files put into the bucket")
struct DroppedFileTests {
    private static let good = ["rights": "owned", "adults_only": "true", "title": "Street"]

    private func put(_ name: String, _ metadata: [String: String], in theatre: Theatre) async throws -> ObjectName {
        let file = FilePath(NSTemporaryDirectory()).appending("odori-dropped-\(UUID().uuidString)")
        try Data("a dance of \(name)".utf8).write(to: URL(filePath: file.string))
        defer { try? FileManager.default.removeItem(atPath: file.string) }
        let object = try #require(ObjectName(rawValue: name))
        try await theatre.objects.put(file, as: object, .init(contentType: "video/mp4", metadata: metadata), if: .none)
        return object
    }

    private func drop(_ name: String, bucket: String = "local", _ theatre: Theatre) async throws {
        try await theatre.worker().stored(DroppedFile(bucket: bucket, name: name))
        try await theatre.play()
    }

    private func references(_ theatre: Theatre, _ owner: OwnerID = .shared) async throws -> [ReferenceDocument] {
        try await ReferenceRepository(store: theatre.store).list(for: owner).filter { $0.owner == owner }
    }

    @Test(
        "a video is taken in by itself, once however often it is told of, for everybody or for whom its metadata names")
    func takenIn() async throws {
        let theatre = Theatre()
        _ = try await put("references/street.mp4", Self.good, in: theatre)
        _ = try await put("references/ana/own.mp4", Self.good.merging(["owner": "ana"]) { $1 }, in: theatre)
        for name in ["references/street.mp4", "references/street.mp4", "references/ana/own.mp4"] {
            try await drop(name, theatre)
        }
        let shared = try await references(theatre)
        #expect(shared.map(\.title) == ["Street"] && shared.map(\.fileName) == ["street.mp4"])
        #expect(shared.first?.status == .ready && shared.first?.rights == .owned && shared.first?.analysis != nil)
        let own = try await references(theatre, try #require(OwnerID(rawValue: "ana")))
        #expect(own.map(\.fileName) == ["own.mp4"] && own.first?.status == .ready)
    }

    @Test(
        "without rights, or the word that everybody is an adult, it is rejected with that reason, and nothing is fetched",
        arguments: [
            ([:], ["rights must be one of owned, licensed, public_domain", "adults_only must be true"]),
            (["rights": "owned"], ["adults_only must be true"]),
            (["rights": "found", "adults_only": "true"], ["rights must be one of"]),
            (["rights": "owned", "adults_only": "yes"], ["adults_only must be true"]),
            (["rights": "owned", "adults_only": "true", "owner": "a b"], ["owner"]),
        ] as [([String: String], [String])])
    func rejected(metadata: [String: String], words: [String]) async throws {
        let theatre = Theatre()
        _ = try await put("references/street.mp4", metadata, in: theatre)
        try await drop("references/street.mp4", theatre)
        let reference = try #require(try await references(theatre).first)
        #expect(reference.status == .rejected && reference.video == nil)
        for word in words { #expect(reference.reason?.contains(word) == true, "\(reference.reason ?? "no reason")") }
        #expect(try await theatre.objects.list(prefix: "anime_dance/", after: nil, limit: 9).isEmpty)
    }

    @Test("one that was rejected is tried again when its metadata is mended")
    func mended() async throws {
        let theatre = Theatre()
        _ = try await put("references/street.mp4", [:], in: theatre)
        try await drop("references/street.mp4", theatre)
        _ = try await put("references/street.mp4", Self.good, in: theatre)
        try await drop("references/street.mp4", theatre)
        let reference = try #require(try await references(theatre).first)
        #expect(reference.status == .ready && reference.reason == nil && reference.rights == .owned)
        #expect(reference.adultsOnly)
    }

    @Test(
        "what is no reference is left alone: other buckets, other folders, our own files, what is gone",
        arguments: [
            ("elsewhere", "references/a.mp4"), ("local", "anime_dance/references/ref_1/video.mp4"),
            ("local", "references/"), ("local", "references/sub/"), ("local", "reference/a.mp4"),
            ("local", "references/../a.mp4"), ("local", "references/gone.mp4"),
        ])
    func leftAlone(bucket: String, name: String) async throws {
        let theatre = Theatre()
        try await drop(name, bucket: bucket, theatre)
        #expect(try await references(theatre).isEmpty)
    }

    @Test("a job may name a file of the folder; another owner's file is as good as none")
    func named() async throws {
        let theatre = Theatre()
        _ = try await put("references/mine.mp4", [:], in: theatre)
        _ = try await put("references/theirs.mp4", ["owner": "ana"], in: theatre)
        try await theatre.addReferences()
        let acceptance = JobAcceptance(
            store: theatre.store, queue: theatre.queue, clock: theatre.clock, identifiers: SequenceIdentifiers())
        func accept(_ name: String) async throws -> JobDocument {
            var config = JobConfig(count: 1, seed: 1)
            config.referenceVideos = ["gs://local/references/\(name)"]
            config.referenceRights = .licensed
            let job = try await acceptance.accept(config, owner: Theatre.owner)
            try await theatre.play()
            return try await theatre.job(job.jobID)
        }
        #expect(try await accept("mine.mp4").status == .completed)
        for name in ["theirs.mp4", "gone.mp4"] {
            let job = try await accept(name)
            #expect(job.status == .failed && job.errors.map(\.code) == ["reference_rejected"])
            #expect(job.errors.first?.message.contains("there is no file references/\(name)") == true)
        }
        var config = JobConfig(count: 1, seed: 1)
        for place in ["gs://other/references/a.mp4", "gs://local/anime_dance/dances/x.mp4", "gs://local/references/"] {
            config.referenceVideos = [place]
            await #expect(throws: RequestProblems.self) { try await acceptance.accept(config, owner: Theatre.owner) }
        }
    }
}
