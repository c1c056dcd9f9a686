package import Foundation
package import OdoriDomain
import SystemPackage

/// What was made of an edit, and why: `edit.json` beside the files.
package struct EditSummary: Encodable, Sendable {
    package var seconds: Double
    package var transition: Transition
    package var cuts: [Cut]
    package var beats: Beats
    package var music: Music?
    package var dances: [Source]
    package var files: [File] = []

    /// A change from one clip to the next.
    package struct Cut: Encodable, Sendable {
        /// The first picture of the next clip, and its time in seconds.
        package var picture: Int
        package var at: Double
        package var to: String
        /// Seconds from the nearest beat; nil where no beats are known.
        package var fromBeat: Double?

        enum CodingKeys: String, CodingKey {
            case picture, at, to
            case fromBeat = "from_beat"
        }
    }

    /// What the cuts follow.
    package struct Beats: Encodable, Sendable {
        package var of: BeatSource
        package var tempo: Double
        package var confidence: Double
        /// Beats were a guess.
        package var lowConfidence: Bool
        /// On the video's time, in seconds.
        package var times: [Double]

        enum CodingKeys: String, CodingKey {
            case of, tempo, confidence, times
            case lowConfidence = "low_confidence"
        }
    }

    package struct Music: Encodable, Sendable {
        package var file: String
        package var tempo: Double
        /// Seconds from the music's start.
        package var drop: Double
        package var confidence: Double
        /// Seconds of the music's start on the video's time.
        package var offset: Double
        /// What of it is heard more than once, so that it covers the video; in seconds from its start.
        package var repeats: [BarRepeat]
        /// Its drop lies on the dance's drop.
        package var dropMeets: Bool
        /// Neither drop is a guess.
        package var isDropSure: Bool

        enum CodingKeys: String, CodingKey {
            case file, tempo, drop, confidence, offset, repeats
            case dropMeets = "drop_meets"
            case isDropSure = "drop_sure"
        }
    }

    package struct Source: Encodable, Sendable {
        package var file: String
        package var media: MediaFacts
    }

    /// A file that was made.
    package struct File: Encodable, Sendable {
        package enum Kind: String, Encodable, Sendable {
            case remix, deliverable, poster, timeline, preview
            case contactSheet = "contact_sheet"
        }

        package var kind: Kind
        /// Beside `edit.json`.
        package var path: String
        /// What it was measured to be; nil for a picture.
        package var report: DeliverableReport?

        init(_ kind: Kind, _ path: String, _ report: DeliverableReport?) {
            self.kind = kind
            self.path = path
            self.report = report
        }
    }

    /// No file has a problem.
    package var isGood: Bool {
        files.allSatisfy { $0.report?.problems.isEmpty ?? true }
    }

    /// As JSON, members sorted.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    func write(to file: FilePath) throws {
        try json().write(to: URL(filePath: file.string))
    }
}

extension EditSummary {
    init(
        order: EditOrder, look: EditLook, plan: EditPlan, timing: EditTiming, dance: DanceAnalysis, song: DanceAnalysis?
    ) {
        let start = Frame.seconds(at: plan.referenceStart)
        let end = Frame.seconds(at: plan.length)
        let times = timing.beats.beats.map { $0 - start }.filter { (0..<end).contains($0) }
        seconds = end
        transition = plan.transition
        cuts = zip(plan.cuts, plan.segments.dropFirst()).map { picture, segment in
            let at = Frame.seconds(at: picture)
            return Cut(
                picture: picture, at: at, to: look.clip(segment.clip)?.file.lastComponent?.string ?? "",
                fromBeat: times.map { at - $0 }.min { abs($0) < abs($1) })
        }
        let followed = timing.source == .music ? song ?? dance : dance
        beats = Beats(
            of: timing.source, tempo: followed.tempo, confidence: followed.confidence,
            lowConfidence: plan.lowConfidence, times: times)
        if let song, let file = order.music {
            music = Music(
                file: file.string, tempo: song.tempo, drop: song.drop, confidence: song.confidence,
                offset: timing.offset - start, repeats: timing.repeats, dropMeets: timing.dropMeets,
                isDropSure: timing.isDropSure)
        }
        dances = look.clips.map { Source(file: $0.file.string, media: $0.facts) }
    }
}
