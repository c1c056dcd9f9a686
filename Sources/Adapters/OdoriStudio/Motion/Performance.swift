import Foundation

/// A choreography as drawn: a pose, the trail of soft things and a face for each drawing.
struct Performance: Sendable {
    /// Drawings a second: animated on twos.
    static let rate = 12

    struct Moment: Sendable, Hashable {
        var seconds: Double
        /// In beats.
        var beat: Double
        var energy: Double
        var pose: Pose
        var sway: Sway
        var expression: Expression
    }

    let moments: [Moment]

    init(_ choreography: Choreography, duration: Double, body: Proportions = .anime, expressions: UInt64) {
        let count = max(1, Int((duration * Double(Self.rate)).rounded(.up)))
        var trail = Trail(choreography.pose(at: 0), body)
        var face = FaceTrack(seed: expressions)
        var moments: [Moment] = []
        let steps = 6
        for index in 0..<count {
            let seconds = Double(index) / Double(Self.rate)
            if index > 0 {
                for step in 1...steps {
                    let at = seconds - Double(steps - step) / Double(steps * Self.rate)
                    trail.follow(choreography.pose(at: at), body, 1 / Double(steps * Self.rate))
                }
            }
            let beat = choreography.grid.position(at: seconds)
            let energy = choreography.energy(at: seconds)
            let accent = Self.shown(at: seconds, choreography.grid)
            moments.append(
                Moment(
                    seconds: seconds,
                    beat: beat,
                    energy: energy,
                    pose: choreography.pose(at: accent),
                    sway: trail.sway,
                    expression: face.next(beat: beat, energy: energy)
                )
            )
        }
        self.moments = moments
    }

    /// The instant that a drawing shows: the beat that falls nearest to it, so that no accent is lost between two
    /// drawings.
    static func shown(at seconds: Double, _ grid: BeatGrid) -> Double {
        let beat = grid.time(of: grid.position(at: seconds).rounded())
        let nearest = (beat * Double(rate)).rounded()
        return beat >= 0 && nearest == (seconds * Double(rate)).rounded() ? beat : seconds
    }
}
