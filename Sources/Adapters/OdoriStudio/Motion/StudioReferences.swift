package import OdoriDomain

/// The reference dances that the studio draws itself.
package enum StudioReferences {
    /// One drawn reference dance, as the catalogue is seeded with it.
    package struct Entry: Sendable, Hashable {
        /// In the catalogue, e.g. `studio_neon_bounce`.
        package let id: ReferenceID
        /// As `ReferenceSource.studio` names it, e.g. `neon_bounce`.
        package let name: String
        package let title: String
        /// Beats a minute; the first beat is at time 0.
        package let tempo: Double
        /// Seconds from the start to the drop, always on a downbeat.
        package let drop: Double
        /// Seconds of video.
        package let duration: Double
        let moves: [Move]
        let palette: [UInt32]
        let setting: Setting

        /// Chooses everything about this reference that is left open.
        package var seed: UInt64 { SplitMix64.hash(name) }

        /// The video's file name in the catalogue.
        package var fileName: String { "\(id.rawValue).mp4" }
    }

    /// All of them, in the order in which the catalogue lists them.
    package static let all: [Entry] = [
        entry(
            "neon_bounce",
            "Neon Bounce",
            tempo: 112,
            dropBar: 2,
            palette: [0x5B4BE0, 0xEDE7FF, 0xFF5FA8],
            .city,
            [.stepTouch, .point, .punchOut, .kickCross, .openClose, .clapUp.mirrored]
        ),
        entry(
            "sunset_groove",
            "Sunset Groove",
            tempo: 100,
            dropBar: 2,
            palette: [0xE8734A, 0xFFF1DC, 0x2FA7A0],
            .seaside,
            [.hipSway, .armWave, .bodyRoll, .spinHint, .hairFlick, .heart]
        ),
        entry(
            "star_jump",
            "Star Jump",
            tempo: 128,
            dropBar: 2,
            palette: [0x2453B8, 0xF3F8FF, 0xFFC93C],
            .stage,
            [
                .march, .clapUp, .clapUp.mirrored, .starJump, .runningSlide, .openClose, .starJump.mirrored,
                .kickCross.mirrored,
            ]
        ),
    ].compactMap(\.self)

    /// The reference of that name; nil when the studio draws none.
    package static func named(_ name: String) -> Entry? {
        all.first { $0.name == name }
    }

    private static func entry(
        _ name: String,
        _ title: String,
        tempo: Double,
        dropBar: Int,
        palette: [UInt32],
        _ setting: Setting,
        _ moves: [Move]
    ) -> Entry? {
        ReferenceID(rawValue: "studio_\(name)").map { id in
            Entry(
                id: id,
                name: name,
                title: title,
                tempo: tempo,
                drop: Double(dropBar * 4) * 60 / tempo,
                duration: 10,
                moves: moves,
                palette: palette,
                setting: setting
            )
        }
    }
}

extension StudioReferences.Entry {
    var choreography: Choreography {
        let count = Int((duration * tempo / 60).rounded(.up)) + 2
        let beats = (0...count).map { Double($0) * 60 / tempo }
        var phrase: [Move] = []
        while phrase.reduce(0, { $0 + $1.beats }) < count + 4 { phrase += moves }
        return Choreography(grid: BeatGrid(tempo: tempo, beats: beats), moves: phrase, drop: drop)
    }
}
