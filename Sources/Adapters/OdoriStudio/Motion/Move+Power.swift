extension Move {
    /// The jump that lands on its third beat.
    static let starJump = Move(
        "star jump",
        beats: 4,
        energy: 0.95,
        bounce: 0.8,
        [
            Key(
                0,
                .snap,
                [
                    .jump: 118, .leftUpper: 136, .leftFore: 140, .leftGrip: 1, .rightUpper: 136, .rightFore: 140,
                    .rightGrip: 1,
                    .leftFootX: 118, .leftFootY: 34, .rightFootX: 118, .rightFootY: 34, .leftHeel: 0.9, .rightHeel: 0.9,
                    .headPitch: 8,
                ]
            ),
            Key(
                1,
                .swing,
                [
                    .pelvisY: 96, .leftUpper: 40, .leftFore: 20, .leftForeDepth: 20, .leftGrip: 2, .rightUpper: 40,
                    .rightFore: 20,
                    .rightForeDepth: 20, .rightGrip: 2, .leftFootX: 52, .rightFootX: 52, .leftKnee: 30, .rightKnee: 30,
                    .headPitch: -8,
                ]
            ),
            Key(
                2,
                [
                    .leftUpper: 148, .leftFore: 160, .leftGrip: 2, .rightUpper: 58, .rightFore: -60,
                    .rightForeDepth: 14, .rightGrip: 2,
                    .pelvisX: 34, .pelvisRoll: 10, .chestRoll: -8, .headRoll: 8, .leftFootX: 70, .rightFootX: 34,
                    .leftHeel: 0.6,
                ]
            ),
            Key(
                3,
                [
                    .rightUpper: 148, .rightFore: 160, .rightGrip: 2, .leftUpper: 58, .leftFore: -60,
                    .leftForeDepth: 14, .leftGrip: 2,
                    .pelvisX: -34, .pelvisRoll: -10, .chestRoll: 8, .headRoll: -8, .rightFootX: 70, .leftFootX: 34,
                    .rightHeel: 0.6,
                ]
            ),
        ]
    )

    static let spinHint = Move(
        "spin hint",
        beats: 4,
        energy: 0.75,
        bounce: 0.7,
        [
            Key(
                0,
                [
                    .chestYaw: -52, .pelvisYaw: -40, .headYaw: -30, .leftUpper: 60, .leftFore: 30, .rightUpper: -30,
                    .rightFore: -64,
                    .rightForeDepth: 30, .pelvisY: 34, .leftFootX: 30, .rightFootX: -40, .rightHeel: 0.6, .leftKnee: 20,
                ]
            ),
            Key(
                1,
                .throwing,
                [
                    .chestYaw: 64, .pelvisYaw: 58, .headYaw: 40, .leftUpper: 100, .leftFore: 120, .leftGrip: 1,
                    .rightUpper: 108,
                    .rightFore: 132, .rightGrip: 1, .leftFootX: -52, .rightFootX: 16, .leftHeel: 1, .rightHeel: 0.7,
                    .jump: 14,
                    .headRoll: 6,
                ]
            ),
            Key(
                2,
                [
                    .chestYaw: -20, .pelvisYaw: -14, .headYaw: -20, .headRoll: -6, .leftUpper: 122, .leftFore: 122,
                    .leftGrip: 1,
                    .rightUpper: 58, .rightFore: 58, .rightGrip: 1, .pelvisX: 28, .leftFootX: 74, .rightFootX: 30,
                    .leftHeel: 0.5,
                    .chestRoll: -10,
                ]
            ),
            Key(
                3,
                [
                    .headRoll: 8, .leftUpper: 52, .leftFore: -62, .leftForeDepth: 14, .leftGrip: 2, .rightUpper: 52,
                    .rightFore: -62,
                    .rightForeDepth: 14, .rightGrip: 2, .pelvisX: -24, .pelvisRoll: -10, .chestRoll: 6, .leftFootX: 30,
                    .rightFootX: 44,
                    .rightHeel: 0.7, .rightKnee: 20,
                ]
            ),
        ]
    )

    static let punchOut = Move(
        "punch out",
        beats: 4,
        energy: 0.8,
        bounce: 1.3,
        [
            Key(
                0,
                [
                    .leftUpper: 88, .leftFore: 90, .leftGrip: 2, .rightUpper: 40, .rightFore: -68, .rightForeDepth: 26,
                    .rightGrip: 2,
                    .chestRoll: -6, .chestYaw: -20, .headYaw: -26, .pelvisX: -30, .pelvisY: 36, .leftFootX: 84,
                    .rightFootX: 48,
                    .leftKnee: 28, .rightKnee: 10,
                ]
            ),
            Key(
                1,
                [
                    .rightUpper: 88, .rightFore: 90, .rightGrip: 2, .leftUpper: 40, .leftFore: -68, .leftForeDepth: 26,
                    .leftGrip: 2,
                    .chestRoll: 6, .chestYaw: 20, .headYaw: 26, .pelvisX: 30, .pelvisY: 36, .rightFootX: 84,
                    .leftFootX: 48,
                    .rightKnee: 28, .leftKnee: 10,
                ]
            ),
            Key(
                2,
                [
                    .leftUpper: 152, .leftFore: 164, .leftGrip: 2, .rightUpper: 152, .rightFore: 164, .rightGrip: 2,
                    .pelvisY: -6,
                    .leftFootX: 66, .rightFootX: 66, .leftHeel: 0.5, .rightHeel: 0.5, .headPitch: 8, .jump: 10,
                ]
            ),
            Key(
                3,
                [
                    .leftUpper: 62, .leftFore: 8, .leftForeDepth: 30, .leftGrip: 2, .rightUpper: 62, .rightFore: 8,
                    .rightForeDepth: 30,
                    .rightGrip: 2, .pelvisY: 70, .leftFootX: 66, .rightFootX: 66, .leftKnee: 34, .rightKnee: 34,
                    .headPitch: -6,
                ]
            ),
        ]
    )

    static let hairFlick = Move(
        "hair flick",
        beats: 2,
        energy: 0.5,
        bounce: 0.7,
        [
            Key(
                0,
                [
                    .headRoll: -16, .headYaw: -22, .headPitch: -8, .chestRoll: -10, .pelvisX: 30, .pelvisRoll: 10,
                    .rightUpper: 96,
                    .rightFore: 206, .rightForeDepth: 10, .leftUpper: 36, .leftFore: -30, .leftForeDepth: 20,
                    .leftFootX: 60,
                    .rightFootX: 24, .pelvisY: 30, .leftKnee: 20, .leftHeel: 0.5,
                ]
            ),
            Key(
                1,
                .throwing,
                [
                    .headRoll: 14, .headYaw: 24, .headPitch: 8, .chestRoll: 9, .pelvisX: -26, .pelvisRoll: -10,
                    .rightUpper: 122,
                    .rightFore: 100, .rightGrip: 1, .leftUpper: 54, .leftFore: -60, .leftForeDepth: 14, .leftGrip: 2,
                    .leftFootX: 34,
                    .rightFootX: 56, .rightHeel: 0.6,
                ]
            ),
        ]
    )

    static let openClose = Move(
        "cross and open",
        beats: 2,
        energy: 0.6,
        [
            Key(
                0,
                [
                    .leftUpper: 22, .leftUpperDepth: 20, .leftFore: -132, .leftForeDepth: 24, .leftGrip: 2,
                    .rightUpper: 22,
                    .rightUpperDepth: 26, .rightFore: -132, .rightForeDepth: 34, .rightGrip: 2, .pelvisY: 44,
                    .leftFootX: 20,
                    .rightFootX: 20, .headPitch: -8, .leftKnee: 16, .rightKnee: 16,
                ]
            ),
            Key(
                1,
                [
                    .leftUpper: 112, .leftFore: 118, .leftGrip: 1, .rightUpper: 112, .rightFore: 118, .rightGrip: 1,
                    .leftFootX: 72,
                    .rightFootX: 72, .headPitch: 6, .chestPitch: 8, .leftHeel: 0.3, .rightHeel: 0.3, .headRoll: 6,
                ]
            ),
        ]
    )

    /// Every move that a generated dance may use.
    static let all: [Move] = [
        stepTouch, hipSway, kickCross, march, runningSlide, armWave, bodyRoll, point, clapUp, heart, starJump, spinHint,
        punchOut, hairFlick, openClose,
    ]
}
