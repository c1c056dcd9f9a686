/// What a delivered file was measured to be, from its final bytes: `report.json` beside the file.
///
/// A file whose report has problems is not delivered.
package struct DeliverableReport: Codable, Sendable, Hashable {
    package var media: MediaFacts
    package var bytes: Int64
    package var sha256: String
    package var audioCodec: String?
    package var audioProfile: String?
    package var audioSampleRate: Int?
    package var audioChannels: Int?
    package var pixelFormat: String
    package var colour: String
    /// Every picture lasts 1/30 s.
    package var constantFrameRate: Bool
    /// The longest distance of two key pictures, in seconds.
    package var longestGOPSeconds: Double
    /// The index stands before the media data.
    package var moovFirst: Bool
    /// Something in the file tells players to skip or delay a part; not all platforms listen.
    package var editList: Bool
    /// No picture needs one of an earlier group.
    package var closedGOP: Bool
    /// Integrated loudness; nil without sound.
    package var lufs: Double?
    /// True peak; nil without sound.
    package var dbtp: Double?
    /// The score could not be made as loud as asked without more than 6 dB of limiting.
    package var loudnessLimited: Bool
    package var longestBlackSeconds: Double
    package var longestFrozenSeconds: Double
    /// Sound's start against the picture's, in seconds; positive = the sound is late.
    package var audioStartOffset: Double?
    /// Seconds at the end in which nothing is heard; nil where nobody asked.
    package var silentEndSeconds: Double?
    /// SHA-256 of the video's packets, of which a deliverable's versions have the same; nil where nobody asked.
    package var videoPackets: String?
    /// Where the sound was found against where it was to be, in seconds; positive = it is late. Nil where nothing was to be found.
    package var soundLag: Double?
    /// How much that place changes from the sound's beginning to its end, in seconds.
    package var soundDrift: Double?
    /// Score's drop against the dance's drop, in seconds, where the file has a score.
    package var dropOffset: Double?
    /// True where beats or drop are a guess (`DanceAnalysis.confidence` < 0.5).
    package var lowConfidence: Bool
    /// What is wrong with the file, one sentence each; empty when it may be delivered.
    package var problems: [String]

    package init(
        media: MediaFacts,
        bytes: Int64,
        sha256: String,
        audioCodec: String?,
        audioProfile: String?,
        audioSampleRate: Int?,
        audioChannels: Int?,
        pixelFormat: String,
        colour: String,
        constantFrameRate: Bool,
        longestGOPSeconds: Double,
        moovFirst: Bool,
        editList: Bool = false,
        closedGOP: Bool = true,
        lufs: Double?,
        dbtp: Double?,
        loudnessLimited: Bool = false,
        longestBlackSeconds: Double,
        longestFrozenSeconds: Double,
        audioStartOffset: Double?,
        silentEndSeconds: Double? = nil,
        videoPackets: String? = nil,
        soundLag: Double? = nil,
        soundDrift: Double? = nil,
        dropOffset: Double? = nil,
        lowConfidence: Bool = false,
        problems: [String] = []
    ) {
        self.media = media
        self.bytes = bytes
        self.sha256 = sha256
        self.audioCodec = audioCodec
        self.audioProfile = audioProfile
        self.audioSampleRate = audioSampleRate
        self.audioChannels = audioChannels
        self.pixelFormat = pixelFormat
        self.colour = colour
        self.constantFrameRate = constantFrameRate
        self.longestGOPSeconds = longestGOPSeconds
        self.moovFirst = moovFirst
        self.editList = editList
        self.closedGOP = closedGOP
        self.lufs = lufs
        self.dbtp = dbtp
        self.loudnessLimited = loudnessLimited
        self.longestBlackSeconds = longestBlackSeconds
        self.longestFrozenSeconds = longestFrozenSeconds
        self.audioStartOffset = audioStartOffset
        self.silentEndSeconds = silentEndSeconds
        self.videoPackets = videoPackets
        self.soundLag = soundLag
        self.soundDrift = soundDrift
        self.dropOffset = dropOffset
        self.lowConfidence = lowConfidence
        self.problems = problems
    }

    enum CodingKeys: String, CodingKey {
        case media, bytes, sha256, colour, lufs, dbtp, problems
        case audioCodec = "audio_codec"
        case audioProfile = "audio_profile"
        case audioSampleRate = "audio_sample_rate"
        case audioChannels = "audio_channels"
        case pixelFormat = "pixel_format"
        case constantFrameRate = "constant_frame_rate"
        case longestGOPSeconds = "longest_gop_seconds"
        case moovFirst = "moov_first"
        case editList = "edit_list"
        case closedGOP = "closed_gop"
        case silentEndSeconds = "silent_end_seconds"
        case videoPackets = "video_packets"
        case soundLag = "sound_lag"
        case soundDrift = "sound_drift"
        case loudnessLimited = "loudness_limited"
        case longestBlackSeconds = "longest_black_seconds"
        case longestFrozenSeconds = "longest_frozen_seconds"
        case audioStartOffset = "audio_start_offset"
        case dropOffset = "drop_offset"
        case lowConfidence = "low_confidence"
    }
}
