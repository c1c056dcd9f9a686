/// What encodes the pictures that are delivered.
///
/// Another than x264 is only ever used when it was asked for; where it does not work, the work fails and says so.
package enum VideoEncoder: String, Codable, Sendable, Hashable, CaseIterable {
    /// x264, on the processor.
    case software
    /// The graphics of Intel and AMD, by VAAPI.
    case vaapi
    /// NVIDIA's.
    case nvenc
}
