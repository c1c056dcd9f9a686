import Hummingbird
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// `edit/{job_id}/{slot}`: how a character's deliverables were cut, and the beats that they were cut on.
struct EditRoutes: Sendable {
    private static let path: RouterPath = "edit/:job_id/:slot"
    private let edits: EditRepository

    init(services: APIServices) {
        edits = EditRepository(store: services.store)
    }

    func add(to group: RouterGroup<OwnedContext>) {
        group.get(Self.path, use: get)
        group.refuseOthers(Self.path, than: .get)
    }

    @Sendable private func get(_ request: Request, _ context: OwnedContext) async throws -> Response {
        guard let edit = try await edits.find(try context.runID, for: context.owner) else {
            throw Problem.notFound("there is no such character, or it was not cut yet")
        }
        return try Response.json(EditBody(edit))
    }
}

/// A cut in seconds of the delivered file.
struct EditBody: Encodable {
    var duration: Double
    var segments: [Segment]
    @OrNull var reference: ReferenceID?
    @OrNull var tempo: Double?
    var beats: [Double]
    var downbeats: [Double]
    @OrNull var drop: Double?
    /// Beats or drop are a guess.
    var lowConfidence: Bool

    /// A stretch of one dance.
    struct Segment: Encodable {
        /// The stage that made the dance.
        var clip: StageID
        var start: Double
        var end: Double
    }

    init(_ edit: EditRepository.Edit) {
        let plan = edit.plan
        let length = Frame.seconds(at: plan.length)
        duration = Self.rounded(length)
        let bounds = ([0] + plan.cuts + [plan.length]).map { Self.rounded(Frame.seconds(at: $0)) }
        segments = plan.segments.enumerated().map { index, segment in
            Segment(clip: segment.clip, start: bounds[index], end: bounds[index + 1])
        }
        let analysis = edit.reference?.analysis
        let start = Frame.seconds(at: plan.referenceStart)
        let within = { (times: [Double]) in
            times.map { Self.rounded($0 - start) }.filter { (0...length).contains($0) }
        }
        reference = edit.reference?.id
        tempo = analysis?.tempo
        beats = within(analysis?.beats ?? [])
        downbeats = within(analysis?.downbeats ?? [])
        drop = within(analysis.map { [$0.drop] } ?? []).first
        lowConfidence = plan.lowConfidence
    }

    /// Milliseconds are more than anybody sees.
    private static func rounded(_ seconds: Double) -> Double {
        (seconds * 1000).rounded() / 1000
    }

    enum CodingKeys: String, CodingKey {
        case duration, segments, reference, tempo, beats, downbeats, drop
        case lowConfidence = "low_confidence"
    }
}
