import OdoriDomain
import OdoriDomain
import OdoriPorts
import SystemPackage

/// Chains that bring any sound to 48 kHz stereo on the video's time.
enum SoundFilter {
    /// Time zero is the video's: a sound that begins later is filled with silence, gaps too.
    static let stereo = """
        aresample=\(Encoding.sampleRate):async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo
        """

    /// Fades that avoid a click where a sound is cut into, and end it gently.
    static let fadeIn = 0.015
    static let fadeOut = 0.6

    /// A stretch of a sound, filled with silence to its length.
    static func stretch(from start: Double, seconds: Double, repeats: [BarRepeat] = []) -> String {
        let from = start > 0 ? "atrim=start=\(start.filterText),asetpts=PTS-STARTPTS," : ""
        let chain = "\(stereo)\(RepeatFilter.chain(repeats))"
        return "\(chain),\(from)apad,atrim=end=\(seconds.filterText),\(fades(seconds: seconds))"
    }

    /// A score on the video's time: what lies before the video is trimmed, what lies after its start is delayed.
    static func placed(_ score: ScorePlacement, seconds: Double) -> String {
        guard score.offset > 0 else { return stretch(from: -score.offset, seconds: seconds, repeats: score.repeats) }
        let samples = Int((score.offset * Double(Encoding.sampleRate)).rounded())
        return """
            \(stereo)\(RepeatFilter.chain(score.repeats)),afade=t=in:d=\(fadeIn.filterText),\
            adelay=delays=\(samples)S:all=1,apad,atrim=end=\(seconds.filterText),\(fades(seconds: seconds))
            """
    }

    /// Where a sound comes from and the filters that place it.
    static func placed(_ sound: SoundtrackOrder.Sound, seconds: Double) -> (file: FilePath, chain: String) {
        switch sound {
        case .score(let score): (score.file, placed(score, seconds: seconds))
        case .original(let file, let start): (file, stretch(from: start, seconds: seconds))
        }
    }

    private static func fades(seconds: Double) -> String {
        let out = min(fadeOut, seconds / 4)
        return """
            afade=t=in:d=\(fadeIn.filterText),\
            afade=t=out:curve=hsin:st=\((seconds - out).filterText):d=\(out.filterText)
            """
    }
}
