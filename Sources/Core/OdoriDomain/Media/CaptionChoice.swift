/// What is written over a deliverable.
package enum CaptionChoice: String, Codable, Sendable, CaseIterable {
    /// The character's name.
    case name
    case nothing = "none"
}
