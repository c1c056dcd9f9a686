import Testing

@testable import OdoriStudio

@Suite("Poses and the bones they move")
struct PoseTests {
    @Test("mirroring twice gives the pose back, and swaps the sides once", arguments: Move.all)
    func mirroring(move: Move) {
        for key in move.keys {
            #expect(key.pose.mirrored.mirrored == key.pose)
            #expect(key.pose.mirrored[.leftUpper] == key.pose[.rightUpper])
            #expect(key.pose.mirrored[.pelvisX] == -key.pose[.pelvisX])
        }
    }

    @Test(
        "an upper arm's angle names the direction of its elbow",
        arguments: [(0.0, 0.0, 1.0), (90, 1, 0), (180, 0, -1), (-90, -1, 0)]
    )
    func armDirections(angle: Double, outwards: Double, down: Double) {
        let pose: Pose = [.rightUpper: angle, .leftUpper: angle]
        let skeleton = Skeleton(pose, .anime)
        let length = Proportions.anime.upperArm
        for (side, sign) in [(skeleton.left, -1.0), (skeleton.right, 1.0)] {
            let away = side.elbow - side.shoulder
            #expect(abs(away.x - sign * outwards * length) < 0.01)
            #expect(abs(away.y - down * length) < 0.01)
        }
    }

    @Test("bones keep their lengths in every key pose of every move", arguments: Move.all)
    func boneLengths(move: Move) {
        let body = Proportions.anime
        for key in move.keys {
            let skeleton = Skeleton(key.pose, body)
            for side in [skeleton.left, skeleton.right] {
                #expect(abs((side.elbow - side.shoulder).length - body.upperArm) < 0.01)
                #expect(abs((side.wrist - side.elbow).length - body.foreArm) < 0.01)
                #expect(abs((side.knee - side.hip).length - body.thigh) < 0.01)
                #expect(abs((side.ankle - side.knee).length - body.shin) < 0.5)
            }
        }
    }

    @Test("feet stay planted while the body sways and bends its knees")
    func plantedFeet() {
        let rest = Skeleton(.rest, .anime)
        for sway in stride(from: -40.0, through: 40, by: 20) {
            let bent = Skeleton([.pelvisX: sway, .pelvisY: 40], .anime)
            #expect((bent.left.ankle - rest.left.ankle).length < 1)
            #expect((bent.right.ankle - rest.right.ankle).length < 1)
        }
    }

    @Test("a figure at rest is about seven heads tall and symmetrical")
    func proportions() {
        let skeleton = Skeleton(.rest, .anime)
        let height = -(skeleton.head.y - 105)
        #expect((6.4...7.2).contains(height / 213))
        #expect(abs(skeleton.left.knee.x + skeleton.right.knee.x) < 1e-6)
        let chibi = Skeleton(.rest, .chibi)
        let tall = -(chibi.head.y - 105 * Proportions.chibi.headScale)
        #expect((1.8...3).contains(tall / (213 * Proportions.chibi.headScale)))
    }
}
