import OdoriDomain

/// How loud a sound is.
struct Loudness: Hashable {
    /// Integrated loudness in LUFS; minus infinity for silence.
    var integrated: Double
    /// True peak in dBTP.
    var truePeak: Double

    /// Below this there is nothing to make louder.
    static let silence = -60.0

    var isSilent: Bool { integrated < Self.silence }

    /// The measuring filters: the sound passes through them, their values go to standard output.
    static let meter = "ebur128=metadata=1:peak=true,ametadata=mode=print:file=-"

    /// Reads the last values the meter printed.
    ///
    /// - Throws: `tool_failed` when there are none.
    init(meter text: String) throws(OdoriError) {
        var loudness: Double?
        var peak = 0.0
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "="), line.hasPrefix("lavfi.r128.") else { continue }
            let value = Double(line[line.index(after: equals)...])
            let key = line[..<equals].dropFirst("lavfi.r128.".count)
            if key == "I" {
                loudness = value
            } else if key.hasPrefix("true_peaks_ch"), let value {
                peak = max(peak, value)
            }
        }
        guard let loudness else {
            throw OdoriError(.toolFailed, "ffmpeg measured no loudness", .transient)
        }
        // The meter starts at −70 and stays there when everything is below its gate.
        integrated = loudness <= -70 ? -.infinity : loudness
        truePeak = peak > 0 ? Decibel.of(peak) : -.infinity
    }

    init(integrated: Double, truePeak: Double) {
        self.integrated = integrated
        self.truePeak = truePeak
    }
}
