/// The picture every output has.
package enum Frame {
    package static let width = 1080
    package static let height = 1920
    /// Pictures per second, constant.
    package static let rate = 30
    /// The longest reference that is kept, in seconds.
    package static let longestReferenceSeconds = 15.0
    /// The shortest reference that can be danced to, in seconds.
    package static let shortestReferenceSeconds = 3.0

    /// The picture shown at a time.
    package static func index(at seconds: Double) -> Int {
        Int((seconds * Double(rate)).rounded())
    }

    package static func seconds(at index: Int) -> Double {
        Double(index) / Double(rate)
    }
}
