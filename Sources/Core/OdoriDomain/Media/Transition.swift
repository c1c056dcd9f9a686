/// How one segment of a cut gives way to the next. Whatever is chosen, the other clip begins at the same picture.
package enum Transition: String, Codable, Sendable, CaseIterable {
    /// The new clip begins enlarged and falls back to its size.
    case zoomSlam = "zoom_slam"
    /// The camera is torn aside in one clip and comes to rest in the other.
    case whip
    /// The new clip begins in a flash of light.
    case flash
    /// A plain cut.
    case plain = "none"

    package static let standard = Transition.zoomSlam
}
