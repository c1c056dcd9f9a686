import Foundation

private let beginning = ContinuousClock.now

/// Says a line at once, with the seconds since the beginning.
func say(_ line: String) {
    let seconds = String((ContinuousClock.now - beginning).components.seconds)
    let margin = String(repeating: " ", count: max(0, 5 - seconds.count))
    FileHandle.standardOutput.write(Data("\(margin)\(seconds) s  \(line)\n".utf8))
}
