/// One number of a pose.
enum Channel: Int, CaseIterable, Hashable, Sendable {
    /// To the right, and down into the knees.
    case pelvisX, pelvisY
    /// Turned to the right of the picture, and tilted clockwise.
    case pelvisYaw, pelvisRoll
    /// The ribs slid to the right over the pelvis.
    case chestX
    case chestYaw, chestRoll
    /// Leaning back (positive) or forward, as seen in the length of the trunk.
    case chestPitch
    case headYaw, headRoll, headPitch
    /// The upper arm's direction: 0 hangs, 90 points outwards, 180 up; and its turn towards the viewer.
    case leftUpper, leftUpperDepth
    /// The forearm's direction, told like the upper arm's and not relative to it.
    case leftFore, leftForeDepth
    /// The hand's bend outwards, and its shape (`Grip`).
    case leftHand, leftGrip
    /// The foot's place beside where it rests: outwards, up, and towards the viewer.
    case leftFootX, leftFootY, leftFootZ
    /// How far the knee points outwards, and how far the heel is raised (0–1).
    case leftKnee, leftHeel
    case rightUpper, rightUpperDepth, rightFore, rightForeDepth, rightHand, rightGrip
    case rightFootX, rightFootY, rightFootZ, rightKnee, rightHeel
    /// The whole figure off the floor.
    case jump

    private static let leftSide: [Channel] = [
        .leftUpper, .leftUpperDepth, .leftFore, .leftForeDepth, .leftHand, .leftGrip, .leftFootX, .leftFootY,
        .leftFootZ,
        .leftKnee, .leftHeel,
    ]
    private static let rightSide: [Channel] = [
        .rightUpper, .rightUpperDepth, .rightFore, .rightForeDepth, .rightHand, .rightGrip, .rightFootX, .rightFootY,
        .rightFootZ, .rightKnee, .rightHeel,
    ]

    /// The same channel of the other side; itself for the trunk's.
    var mirrored: Channel {
        if let index = Self.leftSide.firstIndex(of: self) { return Self.rightSide[index] }
        if let index = Self.rightSide.firstIndex(of: self) { return Self.leftSide[index] }
        return self
    }

    /// Whether a mirror turns the sign: so for everything that is told as left or right of the picture.
    var turnsSign: Bool {
        switch self {
        case .pelvisX, .pelvisYaw, .pelvisRoll, .chestX, .chestYaw, .chestRoll, .headYaw, .headRoll: true
        default: false
        }
    }
}
