/// The measures of a body, in units of a figure about 1400 units tall. Lengths go along bones, widths are half widths.
struct Proportions: Hashable, Sendable {
    var headScale = 1.0
    var neck = 52.0
    /// From the base of the neck to the middle of the ribs, to the waist, to the pelvis.
    var chest = 118.0
    var waist = 132.0
    var pelvis = 128.0
    var shoulders = 90.0
    var hips = 54.0
    var upperArm = 196.0
    var foreArm = 176.0
    var thigh = 366.0
    var shin = 330.0
    /// From the ankle down to the floor.
    var ankle = 60.0
    /// Where the feet rest beside the middle.
    var stance = 62.0
    /// Multiplies the width of arms and legs.
    var limbWidth = 1.0
    /// Multiplies the width of the trunk.
    var trunkWidth = 1.0
    /// Multiplies the size of hands and feet.
    var extremities = 1.0

    /// About seven heads.
    static let anime = Proportions()

    /// A photograph's: a smaller head on a slightly broader body.
    static let photo: Proportions = {
        var result = Proportions()
        result.headScale = 0.9
        result.limbWidth = 1.03
        return result
    }()

    /// Two and a half heads: a small body that dances under a large head.
    static let chibi: Proportions = {
        var result = Proportions()
        result.headScale = 2.5
        result.neck = 14
        result.chest = 62
        result.waist = 62
        result.pelvis = 60
        result.shoulders = 74
        result.hips = 42
        result.upperArm = 92
        result.foreArm = 84
        result.thigh = 120
        result.shin = 112
        result.ankle = 44
        result.stance = 52
        result.limbWidth = 1.12
        result.trunkWidth = 0.84
        result.extremities = 1.0
        return result
    }()

    /// How high the pelvis is above the floor when the knees are almost straight.
    var hipHeight: Double { (thigh + shin) * 0.985 + ankle }
}
