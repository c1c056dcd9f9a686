/// What a file turned out to be, read from its bytes.
package struct FileFacts: Sendable, Hashable {
    package var bytes: Int64
    package var sha256: String
    package var width: Int?
    package var height: Int?
    /// Pictures per second; nil for a picture.
    package var fps: Double?
    /// Seconds; nil for a picture.
    package var duration: Double?
    package var codec: String?
    package var profile: String?
    package var pixelFormat: String?
    package var audioCodec: String?
    /// Integrated loudness; nil without sound.
    package var lufs: Double?
    /// True peak; nil without sound.
    package var dbtp: Double?
    /// Digest over the video packets; nil for a picture.
    package var videoPackets: String?

    package init(bytes: Int64, sha256: String) {
        self.bytes = bytes
        self.sha256 = sha256
    }
}
