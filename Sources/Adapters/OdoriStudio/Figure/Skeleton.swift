/// Where a pose puts the joints of a body: forward kinematics for trunk and arms; the legs reach for their feet.
struct Skeleton: Hashable, Sendable {
    var pelvis: Point
    var waist: Point
    var chest: Point
    var neckBase: Point
    var head: Point
    var left: Side
    var right: Side
    var pose: Pose
    var body: Proportions

    /// Arm and leg of one side.
    struct Side: Hashable, Sendable {
        var shoulder: Point
        var elbow: Point
        var wrist: Point
        var hand: Point
        var hip: Point
        var knee: Point
        var ankle: Point
        /// -1 on the viewer's left, 1 on the right.
        var sign: Double
        var grip: Grip
        var heel: Double
        var footHeight: Double
    }

    init(_ pose: Pose, _ body: Proportions) {
        self.pose = pose
        self.body = body
        let lift = pose[.jump]
        pelvis = Point(pose[.pelvisX], -body.hipHeight + pose[.pelvisY] - lift)
        let pitch = cosine(pose[.chestPitch])
        let lower = Vector(0, -body.pelvis).rotated(pose[.pelvisRoll] * 0.6 + pose[.chestRoll] * 0.3)
        waist = pelvis + Point(lower.x + pose[.chestX] * 0.4, lower.y)
        let upper = Vector(0, -body.waist * pitch).rotated(pose[.chestRoll])
        chest = waist + Point(upper.x + pose[.chestX] * 0.6, upper.y, -sine(pose[.chestPitch]) * body.waist)
        let top = Vector(0, -body.chest * pitch).rotated(pose[.chestRoll])
        neckBase = chest + Point(top.x, top.y, -sine(pose[.chestPitch]) * body.chest * 0.4)
        let tilt = pose[.chestRoll] * 0.5 + pose[.headRoll] * 0.5
        let neck = Vector(pose[.headYaw] * 0.12, -body.neck).rotated(tilt)
        let centre = Vector(0, -98 * body.headScale).rotated(pose[.headRoll])
        head = neckBase + Point(neck.x + centre.x, neck.y + centre.y)
        left = Self.side(-1, pose, body, pelvis, neckBase)
        right = Self.side(1, pose, body, pelvis, neckBase)
    }

    private static func side(_ sign: Double, _ pose: Pose, _ body: Proportions, _ pelvis: Point, _ neck: Point) -> Side
    {
        let names = sign < 0 ? SideChannels.left : SideChannels.right
        let across = Vector(sign * body.shoulders * cosine(pose[.chestYaw]), 0).rotated(pose[.chestRoll])
        let raised = max(0, cosine(180 - pose[names.upper])) * 16
        let drop = Vector(0, 32 - raised).rotated(pose[.chestRoll])
        let shoulder =
            neck
            + Point(across.x + drop.x, across.y + drop.y, -sign * body.shoulders * sine(pose[.chestYaw]))
        let elbow = shoulder + direction(pose[names.upper], pose[names.upperDepth], sign) * body.upperArm
        let wrist = elbow + direction(pose[names.fore], pose[names.foreDepth], sign) * body.foreArm
        let palm = direction(pose[names.fore] + pose[names.hand], pose[names.foreDepth], sign)
        let hand = wrist + palm * (74 * body.extremities)

        let beside = Vector(sign * body.hips * cosine(pose[.pelvisYaw]), 14).rotated(pose[.pelvisRoll])
        let hip = pelvis + Point(beside.x, beside.y, -sign * body.hips * sine(pose[.pelvisYaw]))
        let heel = pose[names.heel]
        let goal = Point(
            sign * (body.stance + pose[names.footX]),
            -body.ankle - pose[names.footY] - pose[.jump] - heel * 34 * body.extremities,
            pose[names.footZ]
        )
        let leg = reach(from: hip, to: goal, body.thigh, body.shin, outwards: sign * (12 + pose[names.knee]))
        return Side(
            shoulder: shoulder,
            elbow: elbow,
            wrist: wrist,
            hand: hand,
            hip: hip,
            knee: leg.knee,
            ankle: leg.ankle,
            sign: sign,
            grip: Grip(nearest: pose[names.grip]),
            heel: heel,
            footHeight: pose[names.footY] + pose[.jump]
        )
    }

    /// The direction that an arm's two angles name.
    private static func direction(_ angle: Double, _ depth: Double, _ sign: Double) -> Point {
        Point(sign * sine(angle) * cosine(depth), cosine(angle) * cosine(depth), sine(depth))
    }

    /// Two bones from `hip` towards `goal`, the knee bending forwards and `outwards` degrees to the side. A goal out
    /// of reach draws the foot nearer, so bones keep their lengths.
    private static func reach(from hip: Point, to goal: Point, _ upper: Double, _ lower: Double, outwards: Double)
        -> (knee: Point, ankle: Point)
    {
        let away = goal - hip
        let distance = away.length.clamped(to: abs(upper - lower) + 1...(upper + lower) * 0.9995)
        let axis = away * (1 / max(away.length, 1e-9))
        let ankle = hip + axis * distance
        let along = (upper * upper - lower * lower + distance * distance) / (2 * distance)
        let height = max(0, upper * upper - along * along).squareRoot()
        let pole = Point(sine(outwards), 0, cosine(outwards))
        let aside = pole - axis * pole.dot(axis)
        let bend = aside * (1 / max(aside.length, 1e-9))
        return (hip + axis * along + bend * height, ankle)
    }
}
