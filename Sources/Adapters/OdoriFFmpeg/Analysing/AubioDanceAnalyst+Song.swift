import OdoriDomain
package import OdoriPorts
import OdoriScratch
package import SystemPackage

extension AubioDanceAnalyst: MusicAnalyst {
    /// Of a longer song only so much is read.
    private static let longestSong = 600.0
    /// Seconds before and after the drop in which the beats are laid: no tempo is kept to the millisecond for minutes.
    private static let around = (before: 12.0, after: 18.0)

    package func analyse(song: FilePath) async throws -> HeardTrack {
        let heard = try await listen(song)
        guard !heard.envelope.isSilent else { throw OdoriError(.mediaInvalid, "the file is silent") }
        let duration = heard.envelope.heardSeconds
        guard duration >= 1 else { throw OdoriError(.mediaInvalid, "less than a second is heard in the file") }
        return HeardTrack(analysis: Self.analysis(heard.envelope, onsets: heard.onsets), duration: duration)
    }

    private static func analysis(_ envelope: SoundEnvelope, onsets: [Double]) -> DanceAnalysis {
        let whole = analysis(envelope, onsets: onsets, seconds: envelope.seconds)
        guard envelope.seconds > around.before + around.after else { return whole }
        let start = max(0, whole.drop - around.before)
        let end = min(envelope.seconds, whole.drop + around.after)
        let part = analysis(
            envelope.part(from: start, to: end),
            onsets: onsets.filter { (start..<end).contains($0) }.map { $0 - start }, seconds: end - start)
        return part.shifted(by: start)
    }

    private func listen(_ song: FilePath) async throws -> (envelope: SoundEnvelope, onsets: [Double]) {
        let report: ProbeReport
        do {
            report = try await MediaProbe(tool: tool).report(song)
        } catch let error as OdoriError where error.code == .toolFailed {
            throw ForeignFailure.error(error, reason: "the file cannot be read as a sound")
        }
        guard report.audio != nil else { throw OdoriError(.mediaInvalid, "the file has no sound") }
        return try await withScratchDirectory(in: scratch, prefix: "listen") { directory in
            try await listen(song, seconds: Self.longestSong, in: directory)
        }
    }
}

extension DanceAnalysis {
    /// The same on a clock that began earlier.
    fileprivate func shifted(by seconds: Double) -> DanceAnalysis {
        var result = self
        result.beats = beats.map { $0 + seconds }
        result.downbeats = downbeats.map { $0 + seconds }
        result.sections = sections.map { Section(name: $0.name, start: $0.start + seconds, end: $0.end + seconds) }
        result.drop += seconds
        return result
    }
}
