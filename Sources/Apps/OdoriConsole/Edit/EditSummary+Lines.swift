import Foundation
package import OdoriDomain
package import SystemPackage

extension EditSummary {
    /// What was found in a song.
    package static func line(of song: DanceAnalysis, in file: FilePath) -> String {
        let sure = song.isDropSure ? "" : song.areBeatsSure ? "; the drop is a guess" : "; a guess"
        return """
            music    \(file.lastComponent?.string ?? "") \(text(song.tempo, 1)) beats a minute, drop at \
            \(text(song.drop)) s (confidence \(text(song.confidence))\(sure))
            """
    }

    /// What was planned.
    static func line(of plan: EditPlan, _ timing: EditTiming) -> String {
        let again = timing.repeats.map { again in
            let times = again.times == 1 ? "" : " \(again.times) times"
            return "; the music's \(text(again.start))–\(text(again.end)) s are heard again\(times)"
        }.joined()
        let place = timing.dropMeets ? "" : "; the music's drop could not be laid on the dance's"
        let meeting = timing.isDropSure ? place : "\(place); where the drop is is a guess"
        let length = "plan     \(text(Frame.seconds(at: plan.length))) s"
        guard !plan.cuts.isEmpty else { return "\(length), no cuts\(meeting)\(again)" }
        let cuts = plan.cuts.map { text(Frame.seconds(at: $0)) + " s" }.joined(separator: ", ")
        let beats = plan.lowConfidence ? "not all on a beat that is sure" : "on beats of the \(timing.source.rawValue)"
        return "\(length), cuts at \(cuts) (\(plan.transition.rawValue)), \(beats)\(meeting)\(again)"
    }

    /// Every file with what was measured, and what is wrong with it.
    package var lines: [String] {
        var table = Table(
            ["file", "seconds", "MB", "LUFS", "dBTP", "drop off by", "frozen"], rightAligned: [1, 2, 3, 4, 5, 6])
        for file in files {
            let report = file.report
            table.add([
                file.path,
                report.map { Self.text($0.media.duration) } ?? "",
                report.map { Self.text(Double($0.bytes) / 1_000_000) } ?? "",
                (report?.lufs).map { Self.text($0, 1) + (report?.loudnessLimited == true ? " (limited)" : "") } ?? "",
                (report?.dbtp).map { Self.text($0, 1) } ?? "",
                (report?.dropOffset).map { "\(Self.text($0 * 1000, 1)) ms" } ?? "",
                report.map { $0.longestFrozenSeconds > 0 ? "\(Self.text($0.longestFrozenSeconds)) s" : "no" } ?? "",
            ])
        }
        let problems = files.flatMap { file in
            (file.report?.problems ?? []).map { "✗ \(file.path): \($0)" }
        }
        return table.lines + problems
    }

    static func text(_ value: Double, _ digits: Int = 2) -> String {
        // Half of the last digit or less is nothing, not a negative zero.
        let shown = abs(value) * pow(10, Double(digits)) < 0.5 ? 0 : value
        return shown.formatted(
            .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    }
}
