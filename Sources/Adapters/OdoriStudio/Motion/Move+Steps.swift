extension Move {
    static let stepTouch = Move(
        "step touch",
        beats: 4,
        energy: 0.3,
        [
            Key(
                0,
                [
                    .pelvisX: -70, .pelvisRoll: -5, .chestRoll: 5, .headRoll: -7, .headYaw: -12, .leftUpper: 42,
                    .leftFore: -24,
                    .leftForeDepth: 34, .leftGrip: 2, .rightUpper: 58, .rightFore: 18, .rightGrip: 2, .leftFootX: 62,
                    .rightFootX: -8,
                    .rightHeel: 0.8, .rightKnee: 26, .chestYaw: -14,
                ]
            ),
            Key(
                1,
                [
                    .pelvisX: -48, .pelvisRoll: 4, .chestRoll: -4, .headRoll: 5, .leftUpper: 64, .leftFore: 26,
                    .leftGrip: 2,
                    .rightUpper: 36, .rightFore: -30, .rightForeDepth: 34, .rightGrip: 2, .leftFootX: 54,
                    .rightFootX: -62,
                    .rightHeel: 0.9, .rightKnee: 22, .chestYaw: 10,
                ]
            ),
            Key(
                2,
                [
                    .pelvisX: 70, .pelvisRoll: 5, .chestRoll: -5, .headRoll: 7, .headYaw: 12, .rightUpper: 42,
                    .rightFore: -24,
                    .rightForeDepth: 34, .rightGrip: 2, .leftUpper: 58, .leftFore: 18, .leftGrip: 2, .rightFootX: 62,
                    .leftFootX: -8,
                    .leftHeel: 0.8, .leftKnee: 26, .chestYaw: 14,
                ]
            ),
            Key(
                3,
                [
                    .pelvisX: 48, .pelvisRoll: -4, .chestRoll: 4, .headRoll: -5, .rightUpper: 64, .rightFore: 26,
                    .rightGrip: 2,
                    .leftUpper: 36, .leftFore: -30, .leftForeDepth: 34, .leftGrip: 2, .rightFootX: 54, .leftFootX: -62,
                    .leftHeel: 0.9, .leftKnee: 22, .chestYaw: -10,
                ]
            ),
        ]
    )

    static let hipSway = Move(
        "hip sway",
        beats: 4,
        energy: 0.35,
        bounce: 0.7,
        [
            Key(
                0,
                .swing,
                [
                    .pelvisX: -46, .pelvisRoll: -13, .chestRoll: 7, .headRoll: -9, .leftUpper: 56, .leftFore: -66,
                    .leftForeDepth: 12,
                    .leftGrip: 2, .rightUpper: 118, .rightFore: 168, .rightHand: -40, .leftFootX: 22, .rightFootX: 34,
                    .rightHeel: 0.7,
                    .rightKnee: 24,
                ]
            ),
            Key(
                1,
                .swing,
                [
                    .pelvisX: 46, .pelvisRoll: 13, .chestRoll: -7, .headRoll: 9, .leftUpper: 58, .leftFore: -64,
                    .leftForeDepth: 12,
                    .leftGrip: 2, .rightUpper: 126, .rightFore: 196, .rightHand: -30, .leftFootX: 34, .rightFootX: 22,
                    .leftHeel: 0.7,
                    .leftKnee: 24,
                ]
            ),
            Key(
                2,
                .swing,
                [
                    .pelvisX: -50, .pelvisY: 34, .pelvisRoll: -13, .chestRoll: 7, .headRoll: -9, .leftUpper: 56,
                    .leftFore: -66,
                    .leftForeDepth: 12, .leftGrip: 2, .rightUpper: 108, .rightFore: 150, .rightHand: 20, .leftFootX: 30,
                    .rightFootX: 40, .rightHeel: 0.7, .rightKnee: 30,
                ]
            ),
            Key(
                3,
                .swing,
                [
                    .pelvisX: 50, .pelvisRoll: 13, .chestRoll: -7, .headRoll: 9, .headYaw: 14, .leftUpper: 58,
                    .leftFore: -64,
                    .leftForeDepth: 12, .leftGrip: 2, .rightUpper: 134, .rightFore: 176, .rightGrip: 4, .leftFootX: 36,
                    .rightFootX: 24, .leftHeel: 0.7, .leftKnee: 24,
                ]
            ),
        ]
    )

    static let kickCross = Move(
        "kick and cross",
        beats: 4,
        energy: 0.7,
        bounce: 1.2,
        [
            Key(
                0,
                [
                    .pelvisX: 26, .pelvisRoll: 8, .chestRoll: -8, .leftFootX: 165, .leftFootY: 210, .leftKnee: 44,
                    .leftHeel: 0.3,
                    .rightFootX: -14, .leftUpper: 96, .leftFore: 84, .leftGrip: 1, .rightUpper: 44, .rightFore: -38,
                    .rightForeDepth: 30, .rightGrip: 2, .headRoll: 6, .headYaw: -16,
                ]
            ),
            Key(
                1,
                [
                    .pelvisX: -24, .pelvisY: 30, .leftFootX: -92, .leftFootZ: 60, .rightFootX: 44, .rightHeel: 0.8,
                    .rightKnee: 20,
                    .leftUpper: -18, .leftFore: -52, .leftForeDepth: 30, .rightUpper: -20, .rightFore: -56,
                    .rightForeDepth: 36,
                    .leftGrip: 2, .rightGrip: 2, .chestYaw: 16, .headRoll: -6,
                ]
            ),
            Key(
                2,
                [
                    .pelvisX: -26, .pelvisRoll: -8, .chestRoll: 8, .rightFootX: 165, .rightFootY: 210, .rightKnee: 44,
                    .rightHeel: 0.3,
                    .leftFootX: -14, .rightUpper: 96, .rightFore: 84, .rightGrip: 1, .leftUpper: 44, .leftFore: -38,
                    .leftForeDepth: 30, .leftGrip: 2, .headRoll: -6, .headYaw: 16,
                ]
            ),
            Key(
                3,
                [
                    .pelvisX: 24, .pelvisY: 30, .rightFootX: -92, .rightFootZ: 60, .leftFootX: 44, .leftHeel: 0.8,
                    .leftKnee: 20,
                    .rightUpper: -18, .rightFore: -52, .rightForeDepth: 36, .leftUpper: -20, .leftFore: -56,
                    .leftForeDepth: 30,
                    .leftGrip: 2, .rightGrip: 2, .chestYaw: -16, .headRoll: 6,
                ]
            ),
        ]
    )

    static let march = Move(
        "high march",
        beats: 4,
        energy: 0.55,
        bounce: 1.3,
        [
            Key(
                0,
                [
                    .leftFootX: -6, .leftFootY: 190, .leftFootZ: 120, .leftKnee: 8, .leftHeel: 0.4, .leftUpper: 34,
                    .leftFore: -22,
                    .leftForeDepth: 20, .leftGrip: 2, .rightUpper: 66, .rightFore: 146, .rightForeDepth: 20,
                    .rightGrip: 2,
                    .chestRoll: -5, .headRoll: 5, .pelvisX: 22,
                ]
            ),
            Key(
                1,
                [
                    .leftFootX: 26, .rightFootX: 26, .pelvisY: 34, .leftUpper: 40, .leftFore: 60, .leftGrip: 2,
                    .rightUpper: 40, .rightFore: 60, .rightGrip: 2,
                ]
            ),
            Key(
                2,
                [
                    .rightFootX: -6, .rightFootY: 190, .rightFootZ: 120, .rightKnee: 8, .rightHeel: 0.4,
                    .rightUpper: 34,
                    .rightFore: -22, .rightForeDepth: 20, .rightGrip: 2, .leftUpper: 66, .leftFore: 146,
                    .leftForeDepth: 20,
                    .leftGrip: 2, .chestRoll: 5, .headRoll: -5, .pelvisX: -22,
                ]
            ),
            Key(
                3,
                [
                    .leftFootX: 26, .rightFootX: 26, .pelvisY: 34, .leftUpper: 84, .leftFore: 120, .leftGrip: 1,
                    .rightUpper: 84, .rightFore: 120, .rightGrip: 1,
                ]
            ),
        ]
    )

    static let runningSlide = Move(
        "running slide",
        beats: 2,
        energy: 0.65,
        bounce: 1.1,
        [
            Key(
                0,
                [
                    .pelvisX: -34, .pelvisRoll: -6, .leftFootX: 40, .rightFootX: 96, .rightFootY: 46, .rightHeel: 1,
                    .rightKnee: 26,
                    .leftUpper: 62, .leftFore: 134, .leftForeDepth: 26, .leftGrip: 2, .rightUpper: 58, .rightFore: -14,
                    .rightForeDepth: 12, .rightGrip: 2, .chestRoll: -8, .headRoll: 4, .headYaw: -10,
                ]
            ),
            Key(
                1,
                [
                    .pelvisX: 34, .pelvisRoll: 6, .rightFootX: 40, .leftFootX: 96, .leftFootY: 46, .leftHeel: 1,
                    .leftKnee: 26,
                    .rightUpper: 62, .rightFore: 134, .rightForeDepth: 26, .rightGrip: 2, .leftUpper: 58,
                    .leftFore: -14,
                    .leftForeDepth: 12, .leftGrip: 2, .chestRoll: 8, .headRoll: -4, .headYaw: 10,
                ]
            ),
        ]
    )
}
