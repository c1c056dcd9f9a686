/// Names one retry-safe unit of work: of a run (`concept`, `dance_1`), of a job (`begin`) or of a reference (`ingest`).
///
/// An id that this build does not know is still an id: the record keeps it and a newer build works on it.
package struct StageID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CodingKeyRepresentable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (left: StageID, right: StageID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension StageID: CustomStringConvertible {
    package var description: String { rawValue }
}

extension StageID {
    /// The steps of a run; those that there are several of follow below.
    package static let concept = StageID(rawValue: "concept")
    package static let animeImage = StageID(rawValue: "anime_image")
    package static let cosplayImage = StageID(rawValue: "cosplay_image")
    package static let stickers = StageID(rawValue: "stickers")
    package static let music = StageID(rawValue: "music")
    package static let remix = StageID(rawValue: "remix")
    package static let master = StageID(rawValue: "master")
    package static let soundtracks = StageID(rawValue: "soundtracks")
    package static let publish = StageID(rawValue: "publish")

    /// The character in the pose of a dance's first picture.
    package static func align(_ index: Int) -> StageID { StageID(rawValue: "align_\(index)") }
    /// - Parameter index: counts a run's dances, from 0.
    package static func dance(_ index: Int) -> StageID { StageID(rawValue: "dance_\(index)") }
    /// The character in another outfit.
    package static func variantImage(_ outfit: Outfit) -> StageID {
        StageID(rawValue: "variant_image_\(outfit.rawValue)")
    }
    /// The first dance again, in another outfit.
    package static func variantDance(_ outfit: Outfit) -> StageID {
        StageID(rawValue: "variant_dance_\(outfit.rawValue)")
    }

    /// The steps of a job.
    package static let begin = StageID(rawValue: "begin")
    package static let settle = StageID(rawValue: "settle")
    /// The steps of a reference.
    package static let ingest = StageID(rawValue: "ingest")
    package static let analyse = StageID(rawValue: "analyse")
}
