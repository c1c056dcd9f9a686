extension Move {
    /// A wave that runs from one hand through the shoulders to the other.
    static let armWave = Move(
        "arm wave",
        beats: 4,
        energy: 0.4,
        bounce: 0.6,
        [
            Key(
                0,
                .smooth,
                [
                    .leftUpper: 92, .leftFore: 112, .leftHand: -46, .rightUpper: 84, .rightFore: 80, .rightHand: 10,
                    .chestX: -16,
                    .headYaw: -24, .headRoll: -4, .leftGrip: 0, .leftFootX: 40, .rightFootX: 40,
                ]
            ),
            Key(
                0.5,
                .smooth,
                [
                    .leftUpper: 106, .leftFore: 74, .leftHand: 30, .rightUpper: 84, .rightFore: 82, .chestX: -26,
                    .chestRoll: -4,
                    .headYaw: -18, .leftFootX: 40, .rightFootX: 40,
                ]
            ),
            Key(
                1,
                .smooth,
                [
                    .leftUpper: 78, .leftFore: 88, .rightUpper: 88, .rightFore: 86, .chestX: 0, .chestRoll: 0,
                    .pelvisY: 16,
                    .headYaw: 0, .leftFootX: 40, .rightFootX: 40,
                ]
            ),
            Key(
                1.5,
                .smooth,
                [
                    .leftUpper: 86, .leftFore: 84, .rightUpper: 106, .rightFore: 76, .rightHand: 20, .chestX: 26,
                    .chestRoll: 4,
                    .headYaw: 18, .leftFootX: 40, .rightFootX: 40,
                ]
            ),
            Key(
                2,
                .smooth,
                [
                    .leftUpper: 84, .leftFore: 80, .leftHand: 10, .rightUpper: 88, .rightFore: 114, .rightHand: -46,
                    .chestX: 18,
                    .headYaw: 26, .headRoll: 4, .leftFootX: 40, .rightFootX: 40,
                ]
            ),
            Key(
                3,
                [
                    .leftUpper: 40, .leftFore: -58, .leftForeDepth: 24, .leftGrip: 2, .rightUpper: 128, .rightFore: 150,
                    .rightGrip: 4,
                    .pelvisX: -30, .pelvisRoll: -8, .chestRoll: 6, .headRoll: -8, .leftFootX: 30, .rightFootX: 50,
                    .rightHeel: 0.6,
                ]
            ),
        ]
    )

    static let bodyRoll = Move(
        "body roll",
        beats: 4,
        energy: 0.45,
        bounce: 0.4,
        [
            Key(
                0,
                .smooth,
                [
                    .chestPitch: 24, .chestX: 14, .pelvisX: -16, .headPitch: 10, .headRoll: 8, .leftUpper: 22,
                    .leftFore: 32,
                    .rightUpper: 122, .rightFore: 200, .rightHand: -20, .leftFootX: 30, .rightFootX: 36, .chestYaw: 18,
                ]
            ),
            Key(
                1,
                .smooth,
                [
                    .chestPitch: -16, .chestX: -22, .pelvisX: 22, .pelvisY: 46, .pelvisRoll: 10, .headPitch: -8,
                    .headRoll: -8,
                    .leftUpper: 40, .leftFore: -30, .leftForeDepth: 20, .rightUpper: 70, .rightFore: -10,
                    .rightForeDepth: 30,
                    .leftFootX: 30, .rightFootX: 36, .leftKnee: 24, .rightKnee: 24, .chestYaw: -14,
                ]
            ),
            Key(
                2,
                .smooth,
                [
                    .chestPitch: 24, .chestX: -14, .pelvisX: 16, .headPitch: 10, .headRoll: -8, .rightUpper: 22,
                    .rightFore: 32,
                    .leftUpper: 122, .leftFore: 200, .leftHand: -20, .leftFootX: 36, .rightFootX: 30, .chestYaw: -18,
                ]
            ),
            Key(
                3,
                .smooth,
                [
                    .chestPitch: -16, .chestX: 22, .pelvisX: -22, .pelvisY: 46, .pelvisRoll: -10, .headPitch: -8,
                    .headRoll: 8,
                    .rightUpper: 40, .rightFore: -30, .rightForeDepth: 20, .leftUpper: 70, .leftFore: -10,
                    .leftForeDepth: 30,
                    .leftFootX: 36, .rightFootX: 30, .leftKnee: 24, .rightKnee: 24, .chestYaw: 14,
                ]
            ),
        ]
    )

    static let point = Move(
        "diagonal point",
        beats: 4,
        energy: 0.55,
        [
            Key(
                0,
                [
                    .rightUpper: 132, .rightFore: 134, .rightGrip: 3, .leftUpper: 54, .leftFore: -62,
                    .leftForeDepth: 14, .leftGrip: 2,
                    .pelvisX: -40, .pelvisRoll: -10, .chestRoll: 9, .headRoll: 5, .headYaw: 20, .leftFootX: 26,
                    .rightFootX: 70,
                    .rightHeel: 0.7, .rightKnee: 18,
                ]
            ),
            Key(
                1,
                [
                    .rightUpper: -24, .rightFore: -42, .rightForeDepth: 20, .rightUpperDepth: 14, .rightGrip: 3,
                    .leftUpper: 54,
                    .leftFore: -62, .leftForeDepth: 14, .leftGrip: 2, .pelvisX: 34, .pelvisY: 40, .pelvisRoll: 9,
                    .chestRoll: -9,
                    .headRoll: -6, .headYaw: -18, .leftFootX: 40, .rightFootX: 40, .leftKnee: 26, .rightKnee: 18,
                ]
            ),
            Key(
                2,
                [
                    .rightUpper: 132, .rightFore: 134, .rightGrip: 3, .leftUpper: 54, .leftFore: -62,
                    .leftForeDepth: 14, .leftGrip: 2,
                    .pelvisX: -40, .pelvisRoll: -10, .chestRoll: 9, .headRoll: 5, .headYaw: 20, .leftFootX: 26,
                    .rightFootX: 70,
                    .rightHeel: 0.7, .rightKnee: 18,
                ]
            ),
            Key(
                3,
                [
                    .rightUpper: 44, .rightUpperDepth: 46, .rightFore: 66, .rightForeDepth: 64, .rightGrip: 3,
                    .leftUpper: 54,
                    .leftFore: -62, .leftForeDepth: 14, .leftGrip: 2, .headRoll: 9, .chestYaw: -12, .pelvisX: 14,
                    .pelvisRoll: 6,
                    .leftFootX: 34, .rightFootX: 34, .leftHeel: 0.6, .leftKnee: 22,
                ]
            ),
        ]
    )

    static let clapUp = Move(
        "clap overhead",
        beats: 2,
        energy: 0.6,
        bounce: 1.2,
        [
            Key(
                0,
                [
                    .leftUpper: 168, .leftFore: 206, .leftGrip: 1, .rightUpper: 168, .rightFore: 206, .rightGrip: 1,
                    .leftFootX: 46,
                    .rightFootX: 46, .pelvisY: 10, .headPitch: 8, .leftHand: 0,
                ]
            ),
            Key(
                1,
                [
                    .leftUpper: 96, .leftFore: 138, .leftGrip: 1, .rightUpper: 96, .rightFore: 138, .rightGrip: 1,
                    .leftFootX: 46,
                    .rightFootX: 46, .pelvisX: 30, .pelvisRoll: 8, .chestRoll: -7, .headRoll: 8, .leftHeel: 0.6,
                    .leftKnee: 20,
                ]
            ),
        ]
    )

    static let heart = Move(
        "heart and wink",
        beats: 4,
        energy: 0.25,
        bounce: 0.8,
        [
            Key(
                0,
                [
                    .leftUpper: 46, .leftUpperDepth: 24, .leftFore: -166, .leftForeDepth: 22, .leftHand: 20,
                    .rightUpper: 46,
                    .rightUpperDepth: 24, .rightFore: -166, .rightForeDepth: 22, .rightHand: 20, .headRoll: 10,
                    .pelvisX: 26,
                    .pelvisRoll: 6, .leftFootX: -10, .leftHeel: 0.8, .leftKnee: -8, .rightFootX: 10,
                ]
            ),
            Key(
                1,
                [
                    .leftUpper: 52, .leftUpperDepth: 24, .leftFore: -158, .leftForeDepth: 30, .leftHand: 20,
                    .rightUpper: 52,
                    .rightUpperDepth: 24, .rightFore: -158, .rightForeDepth: 30, .rightHand: 20, .headRoll: -10,
                    .pelvisX: -26,
                    .pelvisRoll: -6, .rightFootX: -10, .rightHeel: 0.8, .rightKnee: -8, .leftFootX: 10,
                ]
            ),
            Key(
                2,
                [
                    .leftUpper: 60, .leftFore: 176, .leftForeDepth: 14, .leftGrip: 4, .leftHand: -18, .rightUpper: 58,
                    .rightFore: -60,
                    .rightForeDepth: 14, .rightGrip: 2, .headRoll: -10, .headYaw: 8, .pelvisX: 30, .pelvisRoll: 8,
                    .chestRoll: -6,
                    .leftFootX: 20, .leftHeel: 0.7, .rightFootX: 16,
                ]
            ),
            Key(
                3,
                [
                    .leftUpper: 66, .leftFore: 182, .leftForeDepth: 14, .leftGrip: 4, .leftHand: -18, .rightUpper: 58,
                    .rightFore: -60,
                    .rightForeDepth: 14, .rightGrip: 2, .headRoll: 8, .headYaw: -6, .pelvisX: 10, .pelvisY: 26,
                    .chestRoll: 4,
                    .leftFootX: 20, .rightFootX: 16,
                ]
            ),
        ]
    )
}
