import OdoriDomain
import OdoriJobs
import OdoriPipeline
import OdoriPorts

/// The references of a schedule: there already, or to be taken in while the job waits.
struct Catalogue: Sendable {
    let cast: Cast
    let process: SimulatedProcess
    private static let names = ["one", "two", "three"]

    func fill() async throws {
        for name in Self.names {
            guard let id = ReferenceID(rawValue: name) else { continue }
            if cast.schedule.order.ingests { try await takeIn(id) } else { try await place(id) }
        }
    }

    private func takeIn(_ id: ReferenceID) async throws {
        let intake = ReferenceIntake(
            store: cast.store(process), queue: cast.queue(process), clock: cast.clock(process))
        try await intake.add(
            ReferenceIntake.Entry(
                id: id, owner: .shared, title: id.rawValue, fileName: "\(id).mp4", source: .studio(id.rawValue),
                rights: .owned, adultsOnly: true))
    }

    /// A reference as it is when all its steps are done.
    private func place(_ id: ReferenceID) async throws {
        let now = cast.time.now
        let names = Cast.settings.names
        var reference = ReferenceDocument(
            id: id, owner: .shared, title: id.rawValue, fileName: "\(id).mp4", source: .studio(id.rawValue),
            rights: .owned, adultsOnly: true, now: now)
        let attributes = ObjectAttributes(contentType: "video/mp4")
        let video = try cast.objects.put(
            "normalised", as: names.reference(id, file: "video.mp4"), attributes, if: .none)
        let picture = try cast.objects.put(
            "first frame", as: names.reference(id, file: "first.png"), attributes, if: .none)
        reference.status = .ready
        reference.video = video.asset
        reference.sha256 = video.sha256
        reference.firstFrame = picture.asset
        reference.media = SimulatedMediaComposer.facts
        reference.analysis = SimulatedDanceAnalyst.analysis
        try await cast.store(process).commit([.put(reference, at: .reference(id), if: .absent)])
    }
}
