import OdoriDomain
import OdoriPorts
import SystemPackage

/// What an edit's files were found to be.
struct EditLook: Sendable {
    /// The dances first, then the variants.
    var clips: [Clip] = []
    var countOfDances: Int
    /// Whose sound and beats the dances follow.
    var motion = Clip(
        file: "", facts: MediaFacts(width: 0, height: 0, fps: 0, duration: 0, codec: "", profile: nil, hasAudio: false))
    var motionArgument = ""

    init(countOfDances: Int) {
        self.countOfDances = countOfDances
    }

    struct Clip: Sendable {
        var file: FilePath
        var facts: MediaFacts

        /// As much of it as is used.
        var pictures: Int { Int(min(facts.duration, Frame.longestReferenceSeconds) * Double(Frame.rate) + 0.1) }
        var seconds: Double { Frame.seconds(at: pictures) }

        var name: String { file.stem ?? file.string }

        func clip(_ number: Int) -> DanceClip {
            DanceClip(stage: .dance(number), length: pictures, offset: 0)
        }
    }

    var dances: ArraySlice<Clip> { clips.prefix(countOfDances) }
    var variants: ArraySlice<Clip> { clips.dropFirst(countOfDances) }

    /// The files that a plan shows, by the names that it gives them.
    func files(of plan: EditPlan) -> [StageID: FilePath] {
        var files: [StageID: FilePath] = [:]
        for (number, clip) in clips.enumerated() where plan.segments.contains(where: { $0.clip == .dance(number) }) {
            files[.dance(number)] = clip.file
        }
        return files
    }

    /// The clip that a plan names.
    func clip(_ stage: StageID) -> Clip? {
        clips.indices.first { StageID.dance($0) == stage }.map { clips[$0] }
    }

    var summary: String {
        "dances   "
            + clips.map { clip in
                let (width, height) = (clip.facts.width, clip.facts.height)
                return "\(clip.file.lastComponent?.string ?? "") \(width)×\(height) \(EditSummary.text(clip.seconds)) s"
            }.joined(separator: " · ")
    }
}
