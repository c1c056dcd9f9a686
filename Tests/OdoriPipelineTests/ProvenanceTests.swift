import Foundation
import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@Suite("What files say of themselves")
struct ProvenanceTests {
    @Test("every picture, dance and deliverable is signed before it is measured, and names what it was made of")
    func signed() async throws {
        let signer = LineSigner()
        let theatre = Theatre(media: SignedOnly())
        let job = try await theatre.accept()
        try await theatre.play(on: theatre.worker(signing: signer))
        #expect(try await theatre.job(job.jobID).status == .completed)
        let statements = signer.statements
        func statement(_ title: String) throws -> ProvenanceStatement {
            try #require(statements.first { $0.title == title }, "\(title) was not signed")
        }
        #expect(try statement("cosplay_image").inputs.count == 1)
        let dance = try statement("dance_1")
        #expect(dance.parent?.origin?.provider == "pretend" && dance.inputs.map(\.title) == ["align_1"])
        let master = try statement("watermarked")
        let parts = master.components.map(\.title)
        #expect(parts == ["dance_0", "variant_dance_kpop", "variant_dance_swimsuit", "stickers", "stickers", "music"])
        #expect(master.components.allSatisfy { $0.origin != nil })
        #expect(try statement("kpop_soundtrack").parent?.title == "master")
        #expect(try statement("orig_soundtrack").components.map(\.title) == ["reference"])
        #expect(try statement("remix_full").components.count == 3)
    }

    @Test("nothing is signed where there is nothing to sign with")
    func unsigned() async throws {
        let theatre = Theatre()
        let job = try await theatre.accept()
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
    }
}

/// Signs by one more line.
final class LineSigner: ProvenanceSigner {
    static let line = "\nsigned"
    private let signed = Mutex<[ProvenanceStatement]>([])

    var statements: [ProvenanceStatement] { signed.withLock { $0 } }

    func sign(_ file: FilePath, as statement: ProvenanceStatement) async throws {
        for one in [statement.parent].compactMap(\.self) + statement.inputs + statement.components {
            guard FileManager.default.fileExists(atPath: one.file.string) else {
                throw OdoriError(.toolFailed, "\(one.title) is not there")
            }
        }
        let handle = try FileHandle(forUpdating: URL(filePath: file.string))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(Self.line.utf8))
        signed.withLock { $0.append(statement) }
    }
}

/// Finds only those deliverables and remixes good that were signed before they came.
private struct SignedOnly: PretendingMedia {
    func inspect(
        _ file: FilePath, as kind: InspectionKind, stills: StillsOrder?
    ) async throws -> DeliverableReport {
        var report = try await pretending.inspect(file, as: kind, stills: stills)
        let text = String(decoding: FileManager.default.contents(atPath: file.string) ?? Data(), as: UTF8.self)
        // A dance is judged as it came.
        if !text.hasPrefix("dance"), !text.hasSuffix(LineSigner.line) { report.problems.append("it is not signed") }
        return report
    }
}
