import OdoriDomain

/// Draws a dancer in one pose: pure data in, an SVG fragment out. Its parts stand in the extensions, one file each.
struct FigureArtist: Sendable {
    let look: FigureLook
    let wardrobe: Wardrobe
    let skeleton: Skeleton
    let trunk: Trunk
    let face: HeadFrame
    let expression: Expression
    let sway: Sway
    let rendering: Rendering
    /// The width of an outline, in figure units.
    let line: Double
    /// The chibi's features are simpler and larger.
    let superDeformed: Bool

    init(
        look: FigureLook,
        wardrobe: Wardrobe,
        pose: Pose,
        body: Proportions = .anime,
        expression: Expression = .smile,
        sway: Sway = .still,
        rendering: Rendering = .ink,
        line: Double = 3.2,
        superDeformed: Bool = false
    ) {
        self.look = look
        self.wardrobe = wardrobe
        skeleton = Skeleton(pose, body)
        trunk = Trunk(skeleton)
        face = HeadFrame(skeleton)
        self.expression = expression
        self.sway = sway
        self.rendering = rendering
        self.line = line
        self.superDeformed = superDeformed
    }

    /// Draws the figure, its floor point at the drawing's origin, from the farthest part to the nearest.
    func draw(into drawing: inout Drawing) {
        drawBackHair(into: &drawing)
        drawTails(into: &drawing, behind: true)
        let (far, near) = armsByDepth
        for side in far { drawArm(side, into: &drawing) }
        for side in legsByDepth { drawLeg(side, into: &drawing) }
        drawTrunk(into: &drawing)
        drawNeck(into: &drawing)
        drawClothes(into: &drawing)
        drawHead(into: &drawing)
        drawTails(into: &drawing, behind: false)
        for side in near { drawArm(side, into: &drawing) }
    }

    /// Arms behind the body, and arms before it.
    private var armsByDepth: (far: [Skeleton.Side], near: [Skeleton.Side]) {
        let sides = [skeleton.left, skeleton.right].sorted { $0.elbow.z + $0.wrist.z < $1.elbow.z + $1.wrist.z }
        return (sides.filter { $0.elbow.z + $0.wrist.z < -30 }, sides.filter { $0.elbow.z + $0.wrist.z >= -30 })
    }

    private var legsByDepth: [Skeleton.Side] {
        [skeleton.left, skeleton.right].sorted { $0.ankle.z + $0.knee.z < $1.ankle.z + $1.knee.z }
    }

    /// Things nearer to the viewer look larger.
    func nearness(_ point: Point) -> Double {
        (1 + point.z / 1500).clamped(to: 0.8...1.25)
    }
}
