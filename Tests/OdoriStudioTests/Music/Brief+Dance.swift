import OdoriDomain
import OdoriPorts

extension MusicBrief {
    /// A brief for a dance of ten seconds.
    static func dance(
        style: Style = Style.all[0],
        seed: UInt64 = 1,
        tempo: Double = 120,
        drop: Double = 4,
        duration: Double = 10,
        confidence: Double = 0.9
    ) -> MusicBrief {
        let analysis = DanceAnalysis(
            tempo: tempo,
            beats: [],
            downbeats: [],
            sections: [],
            drop: drop,
            confidence: confidence,
            hasSound: true
        )
        return MusicBrief(style: style, seed: seed, analysis: analysis, duration: duration)
    }
}
