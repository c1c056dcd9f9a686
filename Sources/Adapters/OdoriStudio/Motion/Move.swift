/// A dance move: key poses on a stretch of beats, and the groove beneath them.
struct Move: Sendable, Hashable {
    var name: String
    /// How many beats it takes.
    var beats: Int
    var keys: [Key]
    /// How deep the knees bounce with the beat.
    var bounce = 1.0
    /// 0 calm … 1 full out; phrases choose moves by it.
    var energy: Double

    struct Key: Sendable, Hashable {
        /// In beats from the move's start; the pose is reached exactly here.
        var beat: Double
        var pose: Pose
        var easing: Easing

        init(_ beat: Double, _ easing: Easing, _ pose: Pose) {
            self.beat = beat
            self.pose = pose
            self.easing = easing
        }

        init(_ beat: Double, _ pose: Pose) {
            self.init(beat, .snap, pose)
        }
    }

    init(_ name: String, beats: Int, energy: Double, bounce: Double = 1, _ keys: [Key]) {
        self.name = name
        self.beats = beats
        self.energy = energy
        self.bounce = bounce
        self.keys = keys
    }

    /// The same move to the other side.
    var mirrored: Move {
        var result = self
        result.keys = keys.map { Key($0.beat, $0.easing, $0.pose.mirrored) }
        return result
    }
}
