import OdoriDomain
import OdoriPorts

/// What a dance needs to be drawn, as it lies in `order.json`.
struct StudioOrder: Codable, Sendable, Hashable {
    var format = 1
    var key: OperationKey
    var concept: Concept
    var outfit: Outfit?
    var reference: ReferenceID
    var source: ReferenceSource
    var analysis: DanceAnalysis
    /// Seconds.
    var duration: Double

    init(_ order: MotionOrder, key: OperationKey) {
        self.key = key
        concept = order.concept
        outfit = order.outfit
        reference = order.reference.id
        source = order.reference.source
        analysis = order.reference.analysis
        duration = order.reference.media.duration
    }

    /// As many pictures as the reference has, within what a dance can be.
    var pictures: Int {
        max(1, Frame.index(at: duration.isFinite ? duration.clamped(to: 0...60) : 0))
    }
}
