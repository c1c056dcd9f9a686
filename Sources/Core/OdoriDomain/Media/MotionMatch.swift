/// Which part of a reference's motion a dance shows.
package struct MotionMatch: Sendable, Hashable {
    /// Where the dance's first picture stands in the reference, in pictures.
    package var offset: Int
    /// 0–1: how alike the motion is there, and how much less so anywhere else. Below 0.5 the offset is a guess.
    package var confidence: Double

    package init(offset: Int, confidence: Double) {
        self.offset = offset
        self.confidence = confidence
    }

    /// Looks for a dance in its reference: how much moves from each picture to the next, in both.
    ///
    /// A dance may begin or end up to half a second outside the reference: providers add pictures as well as leaving some out.
    package init(of dance: [Double], in reference: [Double]) {
        let (dance, reference) = (Self.levelled(dance), Self.levelled(reference))
        let lags = -Self.outside...max(-Self.outside, reference.count - dance.count + Self.outside)
        let likenesses = lags.map { Self.likeness(dance, reference, at: $0) }
        guard let best = likenesses.indices.max(by: { likenesses[$0] < likenesses[$1] }), likenesses[best] > 0 else {
            self.init(offset: 0, confidence: 0)
            return
        }
        let rivals = likenesses.indices.filter { abs($0 - best) > Self.neighbours }
        let rival = max(0, rivals.map { likenesses[$0] }.max() ?? 0)
        // Of what keeps the next best place from being the same, this one has made good so much.
        let lead = min(1, (likenesses[best] - rival) / (1.02 - rival) / Self.clearLead)
        self.init(offset: lags.lowerBound + best, confidence: likenesses[best] * lead)
    }

    private static let outside = Frame.rate / 2
    /// Places so near to the best are the same one.
    private static let neighbours = 5
    /// A place that leads by so much is beyond doubt; a dance is alike to itself from bar to bar.
    private static let clearLead = 0.5

    /// One sudden move is not to outweigh all others.
    private static func levelled(_ values: [Double]) -> [Double] {
        values.map { max(0, $0).squareRoot() }
    }

    /// How alike two courses are where both have values, from −1 to 1.
    private static func likeness(_ dance: [Double], _ reference: [Double], at lag: Int) -> Double {
        let first = max(0, -lag)
        let last = min(dance.count, reference.count - lag)
        let count = last - first
        guard count >= Frame.rate * 2, count * 5 >= dance.count * 4 else { return -1 }
        var sums = (x: 0.0, y: 0.0, xx: 0.0, yy: 0.0, xy: 0.0)
        for index in first..<last {
            let (x, y) = (dance[index], reference[index + lag])
            sums.x += x
            sums.y += y
            sums.xx += x * x
            sums.yy += y * y
            sums.xy += x * y
        }
        let number = Double(count)
        let spread = (sums.xx - sums.x * sums.x / number) * (sums.yy - sums.y * sums.y / number)
        guard spread > 1e-12 else { return 0 }
        return (sums.xy - sums.x * sums.y / number) / spread.squareRoot()
    }
}
