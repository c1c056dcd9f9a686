import OdoriDomain

/// The two pictures that introduce a character: the anime key visual, and the cosplay photograph.
struct Portrait: Sendable {
    let concept: Concept
    private let scene: DanceScene

    init(_ concept: Concept) {
        self.concept = concept
        scene = DanceScene.of(concept, nil)
    }

    /// From the knees up, in ink, before the character's place.
    func anime() -> String {
        var drawing = Drawing(width: 1080, height: 1920)
        scene.backdrop.draw(into: &drawing)
        let figure = FigureArtist(
            look: scene.look,
            wardrobe: scene.wardrobe,
            pose: pose(Self.heroPoses, "anime pose"),
            expression: Expression(mouth: 0.7),
            sway: Self.breeze,
            line: 2.2
        )
        let halo = drawing.radial(
            Vector(540, 760),
            760,
            [.init(0, .white, 0.5), .init(0.5, scene.look.accent.lighter(0.4), 0.22), .init(1, .white, 0)]
        )
        drawing.paint(Path.circle(Vector(540, 760), 760), fill: halo)
        let rim = PortraitLight.glow(scene.look.accent.lighter(0.75), into: &drawing)
        drawing.group(rim) { drawing in
            drawing.group("transform=\"translate(540,2500) scale(1.62)\"") { figure.draw(into: &$0) }
        }
        Ambience(backdrop: scene.backdrop).drawBefore(Self.instant(figure), into: &drawing)
        return drawing.document(title: concept.name)
    }

    /// The same character as a photograph: soft shading, natural hair, light from behind, the place out of focus.
    func cosplay() -> String {
        var drawing = Drawing(width: 1080, height: 1920)
        let blur = drawing.blur(15)
        scene.backdrop.draw(into: &drawing)
        drawing.group(blur) { scene.backdrop.draw(into: &$0) }
        let haze = drawing.linear(
            Vector(0, 0),
            Vector(0, 1920),
            [.init(0, Colour(0xFFF1DC), 0.26), .init(0.6, Colour(0xFFE9D8), 0.08), .init(1, .black, 0.22)]
        )
        drawing.paint(scene.backdrop.bounds, fill: haze)
        let figure = FigureArtist(
            look: scene.look.natural,
            wardrobe: scene.wardrobe,
            pose: pose(Self.posedPoses, "cosplay pose"),
            body: .photo,
            expression: .smile,
            sway: Self.breeze * 0.5,
            rendering: .photo,
            line: 1.4
        )
        let light = PortraitLight.studio(into: &drawing)
        drawing.group(light) { drawing in
            drawing.group("transform=\"translate(540,2310) scale(1.46)\"") { figure.draw(into: &$0) }
        }
        var generator = SplitMix64(seed: scene.look.seed, label: "lens")
        let soft = drawing.blur(7)
        drawing.group(soft) { drawing in
            for _ in 0..<9 {
                let place = Vector(generator.number(in: -20...1100), generator.number(in: 1100...1920))
                drawing.paint(
                    Path.circle(place, generator.number(in: 24...80)),
                    scene.look.accent.lighter(0.5),
                    opacity: generator.number(in: 0.08...0.22)
                )
            }
        }
        let vignette = drawing.radial(
            Vector(540, 860),
            1250,
            [.init(0.5, .black, 0), .init(1, Colour(0x120A14), 0.62)]
        )
        drawing.paint(scene.backdrop.bounds, fill: vignette)
        return drawing.document(title: concept.name)
    }

    private func pose(_ poses: [Pose], _ label: String) -> Pose {
        var generator = SplitMix64(seed: scene.look.seed, label: label)
        let pose = generator.pick(poses) ?? .rest
        return generator.index(below: 2) == 0 ? pose : pose.mirrored
    }

    private static let heroPoses: [Pose] = [
        [
            .leftUpper: 56, .leftFore: -64, .leftForeDepth: 14, .leftGrip: 2, .rightUpper: 62, .rightFore: 170,
            .rightForeDepth: 18,
            .rightGrip: 4, .rightHand: -14, .headRoll: 7, .headYaw: 12, .chestRoll: -5, .pelvisX: -18, .pelvisRoll: 7,
            .chestYaw: 10,
        ],
        [
            .leftUpper: 128, .leftFore: 152, .leftGrip: 1, .rightUpper: 40, .rightFore: -52, .rightForeDepth: 26,
            .rightGrip: 0,
            .headRoll: -8, .headYaw: -12, .chestRoll: 6, .pelvisX: 20, .pelvisRoll: -8, .chestYaw: -14,
        ],
        [
            .leftUpper: 34, .leftUpperDepth: 10, .leftFore: -142, .leftForeDepth: 40, .leftGrip: 3, .rightUpper: 44,
            .rightFore: -58,
            .rightForeDepth: 20, .rightGrip: 2, .headRoll: -6, .headYaw: 14, .chestYaw: 18, .pelvisRoll: 5,
            .pelvisX: -12,
        ],
    ]

    private static let posedPoses: [Pose] = [
        [
            .leftUpper: 22, .leftFore: -8, .leftForeDepth: 10, .rightUpper: 54, .rightFore: -62, .rightForeDepth: 14,
            .rightGrip: 2,
            .headRoll: -5, .headYaw: -14, .chestYaw: -22, .pelvisYaw: -14, .pelvisX: 18, .pelvisRoll: -8, .chestRoll: 4,
            .leftFootX: -10, .leftHeel: 0.5,
        ],
        [
            .leftUpper: 100, .leftFore: 200, .leftForeDepth: 10, .rightUpper: 24, .rightFore: 4, .headRoll: 6,
            .headYaw: 16,
            .chestYaw: 20, .pelvisYaw: 12, .pelvisX: -16, .pelvisRoll: 8, .chestRoll: -4, .rightFootX: -8,
            .rightHeel: 0.5,
        ],
    ]

    private static let breeze = Sway(hairMiddle: Vector(24, -6), hairEnd: Vector(64, -26), skirt: Vector(14, -4))

    private static func instant(_ figure: FigureArtist) -> Performance.Moment {
        .init(seconds: 1.3, beat: 2, energy: 0.8, pose: figure.skeleton.pose, sway: .still, expression: .smile)
    }
}
