import OdoriConsole
import OdoriDomain

extension Timestamp {
    /// So many seconds after the jobs of these tests were created.
    static func second(_ second: Int64) -> Timestamp {
        Timestamp(seconds: 1_770_000_000 + second)
    }
}

extension JobAnswer {
    static func sample(
        _ characters: [RunAnswer] = [],
        status: JobStatus = .running,
        percent: Int = 45
    ) -> JobAnswer {
        JobAnswer(
            jobID: "550e8400-e29b-41d4-a716-446655440000",
            status: status,
            progress: Progress(total: characters.count, percentComplete: percent, currentStage: "dance_generation"),
            createdAt: .second(0),
            characters: characters
        )
    }
}

extension RunAnswer {
    static func sample(
        _ stages: [StageID: StageAnswer],
        slot: Int = 0,
        name: String? = "Mio Kazehara"
    ) -> RunAnswer {
        RunAnswer(slot: slot, status: .running, name: name, stages: stages)
    }
}

extension CharacterResult {
    /// A character with everything that a job with every option on promises.
    static func sample() throws -> CharacterResult {
        let base = "gs://local/anime_dance"
        func deliverable(_ kind: DeliverableKind) -> CharacterAssets.Deliverable {
            .init(type: kind, url: "\(base)/\(kind.rawValue).mp4", report: "\(base)/\(kind.rawValue).json")
        }
        return CharacterResult(
            characterID: CharacterID(slug: Slug(name: "Mio Kazehara"), jobCreatedAt: .second(0)),
            name: "Mio Kazehara",
            assets: CharacterAssets(
                animeImage: "\(base)/mio.png",
                cosplayImage: "\(base)/mio_cosplay.png",
                dances: (0..<3).map { "\(base)/dance_\($0).mp4" },
                remixes: ["full": "\(base)/full.mp4", "kpop": "\(base)/kpop.mp4", "swimsuit": "\(base)/swimsuit.mp4"],
                deliverables: [.watermarked, .kpopSoundtrack, .origSoundtrack].map(deliverable),
                poster: "\(base)/poster.png",
                contactSheet: "\(base)/sheet.png"
            )
        )
    }
}
