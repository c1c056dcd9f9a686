/// What to do about a paid call of which it cannot be found out whether it was carried out.
package enum AmbiguousPolicy: String, Sendable, CaseIterable {
    /// Pay once more at most.
    case resubmitOnce = "resubmit_once"
    /// Let the stage fail.
    case fail
}
