/// The channels of one side.
struct SideChannels: Sendable {
    var upper: Channel
    var upperDepth: Channel
    var fore: Channel
    var foreDepth: Channel
    var hand: Channel
    var grip: Channel
    var footX: Channel
    var footY: Channel
    var footZ: Channel
    var knee: Channel
    var heel: Channel

    static let left = SideChannels(
        upper: .leftUpper,
        upperDepth: .leftUpperDepth,
        fore: .leftFore,
        foreDepth: .leftForeDepth,
        hand: .leftHand,
        grip: .leftGrip,
        footX: .leftFootX,
        footY: .leftFootY,
        footZ: .leftFootZ,
        knee: .leftKnee,
        heel: .leftHeel
    )
    static let right = SideChannels(
        upper: .rightUpper,
        upperDepth: .rightUpperDepth,
        fore: .rightFore,
        foreDepth: .rightForeDepth,
        hand: .rightHand,
        grip: .rightGrip,
        footX: .rightFootX,
        footY: .rightFootY,
        footZ: .rightFootZ,
        knee: .rightKnee,
        heel: .rightHeel
    )
}
