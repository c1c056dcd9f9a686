/// What a face does at one moment.
struct Expression: Hashable, Sendable {
    /// 0 open, 1 closed.
    var leftLid = 0.0
    var rightLid = 0.0
    /// 0 a closed smile, 1 singing out.
    var mouth = 0.0
    /// Where the eyes look, -1…1.
    var gaze = Vector.zero

    static let smile = Expression()
}
