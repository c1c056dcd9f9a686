package import OdoriDomain
package import SystemPackage

/// The media edit: everything that reads, cuts, draws over, scores and measures video.
///
/// Every method writes whole files and kills its tools when its task is cancelled. Throws `media_invalid` for input that is no
/// usable media, `tool_failed` (transient) when a tool breaks.
package protocol MediaComposer: Sendable {
    /// Reads what a file is; throws `media_invalid` with the reason when it is not a video that can be danced to.
    func probe(_ video: FilePath) async throws -> MediaFacts

    /// Makes a reference out of any video: at most 15 s, 1080×1920 at 30 per second, H.264 and AAC; and its first picture as PNG.
    func normalise(_ video: FilePath, into output: FilePath, firstFrame: FilePath) async throws -> MediaFacts

    /// Renders a remix: the plan's pictures with its transitions, the reference's sound.
    func remix(_ order: RemixOrder, into file: FilePath, progress: @Sendable (Double) async -> Void) async throws

    /// Renders the deliverable in one encode from the dances themselves: stickers over it, the score under it.
    func master(_ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void) async throws
        -> MasterSound

    /// Puts another sound under a deliverable, its video packets copied.
    func soundtrack(_ order: SoundtrackOrder, into file: FilePath) async throws -> MasterSound

    /// Measures a finished file and judges it: everything that is wrong with it stands in `problems`.
    ///
    /// - Parameter stills: pictures to take while the file is looked at; nil for none.
    func inspect(_ file: FilePath, as kind: InspectionKind, stills: StillsOrder?) async throws -> DeliverableReport
}

extension MediaComposer {
    package func inspect(_ file: FilePath, as kind: InspectionKind) async throws -> DeliverableReport {
        try await inspect(file, as: kind, stills: nil)
    }
}

/// Stills to take of a video, as PNG.
package struct StillsOrder: Sendable, Hashable {
    /// Where the poster's picture stands, in seconds; beyond the end, the last picture is taken.
    package var moment: Double
    package var poster: FilePath
    /// A grid of twelve pictures.
    package var contactSheet: FilePath

    package init(at moment: Double, poster: FilePath, contactSheet: FilePath) {
        self.moment = moment
        self.poster = poster
        self.contactSheet = contactSheet
    }
}

/// Which rules a file is judged by.
package enum InspectionKind: Sendable, Hashable {
    /// A delivered video: everything, loudness included.
    /// `loudnessLimited`: the sound could not be made as loud as asked, and that was accepted (`MasterSound`).
    /// `sound`: what is to be heard; it is then looked for in the file, and its place measured.
    /// `pictures`: the report of a file that is to have the same ones; where the packets are the very same, they need not be
    /// decoded to know the same of them.
    case deliverable(
        expectedPictures: Int, loudnessLimited: Bool = false, sound: ExpectedSound? = nil,
        pictures: DeliverableReport? = nil)
    /// A dance or remix: everything but loudness; may have no sound.
    case clip
}

/// What a deliverable's sound was made of.
package struct ExpectedSound: Sendable, Hashable {
    package var source: SoundtrackOrder.Sound
    /// Where the score's drop lies, in seconds of the video; nil when it has none.
    package var drop: Double?

    package init(_ source: SoundtrackOrder.Sound, drop: Double? = nil) {
        self.source = source
        self.drop = drop
    }
}

/// A remix to render.
package struct RemixOrder: Sendable {
    package var plan: EditPlan
    /// The dances by the stage that made them.
    package var clips: [StageID: FilePath]
    /// Clips that may be of any kind: they are brought to our frame and rate in the same encode.
    package var foreign: Set<StageID>
    /// The normalised reference, whose sound is used from `plan.referenceStart` on; nil when it has none.
    package var sound: FilePath?

    package init(plan: EditPlan, clips: [StageID: FilePath], foreign: Set<StageID> = [], sound: FilePath?) {
        self.plan = plan
        self.clips = clips
        self.foreign = foreign
        self.sound = sound
    }
}

/// A deliverable to render.
package struct MasterOrder: Sendable {
    package var plan: EditPlan
    package var clips: [StageID: FilePath]
    /// Clips that may be of any kind: they are brought to our frame and rate in the same encode.
    package var foreign: Set<StageID>
    /// Stickers on green; nil for a clean deliverable.
    package var stickers: Stickers?
    /// A picture for the top left, with or without transparency.
    package var logo: FilePath?
    /// A line of text above what platforms lay over a video's foot.
    package var caption: String?
    package var score: ScorePlacement
    /// A light impact sound on each cut.
    package var impacts: Bool
    /// The same pictures with nothing over them, as a file of its own: decoded once for both.
    package var bare: Bare?

    package init(
        plan: EditPlan, clips: [StageID: FilePath], foreign: Set<StageID> = [], stickers: Stickers?,
        score: ScorePlacement, impacts: Bool, logo: FilePath? = nil, caption: String? = nil, bare: Bare? = nil
    ) {
        self.bare = bare
        self.plan = plan
        self.clips = clips
        self.foreign = foreign
        self.stickers = stickers
        self.logo = logo
        self.caption = caption
        self.score = score
        self.impacts = impacts
    }

    /// What a remix of the same plan is.
    package struct Bare: Sendable {
        package var file: FilePath
        /// The normalised reference, whose sound is used from `plan.referenceStart` on; nil when it has none.
        package var sound: FilePath?

        package init(file: FilePath, sound: FilePath?) {
            self.file = file
            self.sound = sound
        }
    }

    package struct Stickers: Sendable {
        package var chibi: FilePath
        package var name: FilePath

        package init(chibi: FilePath, name: FilePath) {
            self.chibi = chibi
            self.name = name
        }
    }
}

/// A score and where it lies.
package struct ScorePlacement: Sendable, Hashable {
    package var file: FilePath
    /// Seconds of the score's start on the video's time; negative = the score's beginning is trimmed.
    package var offset: Double
    /// What of it is heard more than once (`ScoreCover`).
    package var repeats: [BarRepeat]

    package init(file: FilePath, offset: Double, repeats: [BarRepeat] = []) {
        self.file = file
        self.offset = offset
        self.repeats = repeats
    }

    /// Lays a score's drop on the dance's drop.
    ///
    /// - Parameters:
    ///   - drop: of the score, seconds from its start.
    ///   - plan: whose picture 0 stands at `referenceStart` in the reference's time.
    package init(file: FilePath, drop: Double, onto analysis: DanceAnalysis, of plan: EditPlan) {
        self.init(file: file, offset: analysis.drop - Frame.seconds(at: plan.referenceStart) - drop)
    }
}

/// Another sound for a deliverable.
package struct SoundtrackOrder: Sendable {
    package var video: FilePath
    package var sound: Sound
    /// Seconds.
    package var duration: Double

    package init(video: FilePath, sound: Sound, duration: Double) {
        self.video = video
        self.sound = sound
        self.duration = duration
    }

    package enum Sound: Sendable, Hashable {
        case score(ScorePlacement)
        /// A reference's own sound, from this second of it on.
        case original(FilePath, from: Double)
    }
}

/// What became of a sound.
package struct MasterSound: Codable, Sendable, Hashable {
    /// As loud as could be without more than 6 dB of limiting, yet below the target.
    package var loudnessLimited: Bool

    package init(loudnessLimited: Bool) {
        self.loudnessLimited = loudnessLimited
    }

    enum CodingKeys: String, CodingKey {
        case loudnessLimited = "loudness_limited"
    }
}
