import Foundation

func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }

extension Comparable {
    /// The nearest value inside the range.
    func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
