/// What a media file is, as measured by reading it.
package struct MediaFacts: Codable, Sendable, Hashable {
    /// Pixels as shown, rotation applied.
    package var width: Int
    package var height: Int
    /// Pictures per second.
    package var fps: Double
    /// Seconds.
    package var duration: Double
    package var codec: String
    /// The codec's profile as ffprobe names it, e.g. `High`.
    package var profile: String?
    package var hasAudio: Bool

    package init(
        width: Int,
        height: Int,
        fps: Double,
        duration: Double,
        codec: String,
        profile: String?,
        hasAudio: Bool
    ) {
        self.width = width
        self.height = height
        self.fps = fps
        self.duration = duration
        self.codec = codec
        self.profile = profile
        self.hasAudio = hasAudio
    }

    enum CodingKeys: String, CodingKey {
        case width, height, fps, duration, codec, profile
        case hasAudio = "has_audio"
    }
}
