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

@Suite("Scores of composers that do not keep time")
struct MusicTests {
    private func play(_ ear: PretendEar) async throws -> (Theatre, JobID) {
        let theatre = Theatre(music: LooseComposer(), listener: ear)
        let job = try await theatre.accept(
            JobConfig(count: 1, options: JobOptions(generateVariants: false), seed: 1))
        try await theatre.play()
        return (theatre, job.jobID)
    }

    @Test("a track that fits is stretched, and its drop is where it was heard")
    func fits() async throws {
        let tempo = PretendDanceAnalyst.analysis.tempo
        let ear = PretendEar([tempo * 1.02])
        let (theatre, job) = try await play(ear)
        let state = try await theatre.run(job)
        #expect(state.job.status == .completed)
        let made = try #require(state.engine.stages[.music]?.outputs?.facts).value(as: Composition.self)
        #expect(abs(made.tempo - tempo) < 1e-6 && abs(made.drop - 20 * 1.02) < 1e-6)
        #expect(made.origin.provider == "loose")
        #expect(ear.speeds.count == 1 && abs((ear.speeds.first ?? 0) - 1 / 1.02) < 1e-6)
        #expect(state.engine.stages[.music]?.calls == 1)
    }

    @Test("a track that cannot be matched is bought once more, and never a third time")
    func refused() async throws {
        let tempo = PretendDanceAnalyst.analysis.tempo
        let (second, good) = try await play(PretendEar([tempo * 1.2, tempo]))
        #expect(try await second.job(good).status == .completed)
        #expect(try await second.run(good).engine.stages[.music]?.calls == 2)
        let (never, bad) = try await play(PretendEar([tempo * 1.2, tempo * 1.2, tempo]))
        let state = try await never.run(bad)
        #expect(state.job.errors.map(\.code) == ["score_refused"])
        #expect(state.engine.stages[.music]?.calls == 2)
        let paid = state.ledger.lines.values.count { $0.reserved == 150_000 && $0.settled == 150_000 }
        #expect(paid == 2, "what was refused was paid for all the same")
    }
}

/// Sells whatever it has.
private struct LooseComposer: MusicComposer {
    let terms = CallTerms(provider: "loose", price: 150_000)
    let keepsTime = false

    func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition {
        try Data("track".utf8).write(to: URL(filePath: file.string))
        return Composition(
            tempo: 1, drop: 1, duration: 1, origin: Origin(provider: "loose", model: "m", promptHash: "h"))
    }
}

/// Hears the tempos that it is told to, one after the other.
private final class PretendEar: ScoreListener {
    private let state: Mutex<(tempos: [Double], speeds: [Double])>

    init(_ tempos: [Double]) {
        state = Mutex((tempos, []))
    }

    var speeds: [Double] { state.withLock { $0.speeds } }

    func listen(_ track: FilePath) async throws -> HeardTrack {
        var analysis = PretendDanceAnalyst.analysis
        analysis.tempo = state.withLock { $0.tempos.removeFirst() }
        analysis.drop = 20
        analysis.confidence = 0.9
        analysis.hasSound = true
        return HeardTrack(analysis: analysis, duration: 90)
    }

    func render(_ track: FilePath, speed: Double, repeats: [BarRepeat], into file: FilePath) async throws {
        state.withLock { $0.speeds.append(speed) }
        try Data("fitted".utf8).write(to: URL(filePath: file.string))
    }
}
