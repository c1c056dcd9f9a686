import OdoriDomain
import OdoriPorts
import SystemPackage

/// Looks for the sound that a file was made of in the file itself, half a second by half a second.
struct SoundPlacement: Sendable {
    /// What is heard and what should be, as mono samples.
    static let sampleRate = 4000
    private static let window = sampleRate / 2
    /// How far off a sound is still looked for, in samples: 60 ms.
    private static let reach = sampleRate * 60 / 1000

    let tool: FFmpegTool
    let directory: FilePath

    /// The filters that bring a sound down to what is compared.
    static let down = "aresample=\(sampleRate),aformat=channel_layouts=mono"

    /// Writes a graph's sound as `samples` reads it.
    static func raw(_ label: String, into file: FilePath) -> [String] {
        ["-map", "[\(label)]", "-c:a", "pcm_s16le", "-f", "s16le", InputGuard.address(of: file)]
    }

    /// - Parameter heard: the samples of the file.
    func measure(_ heard: [Float], _ expected: ExpectedSound, seconds: Double) async throws -> Found {
        let source = SoundFilter.placed(expected.source, seconds: seconds)
        let wanted = directory.appending("wanted.raw")
        try await tool.run(
            FFmpegCommand(
                inputs: [.init(source.file)], graph: ["[0:a:0]\(source.chain),\(Self.down)[wanted]"],
                output: Self.raw("wanted", into: wanted)))
        return Self.find(try Self.samples(wanted), in: heard)
    }

    /// Seconds at the end of a sound in which nothing is heard: less than −60 dB.
    static func silentEnd(of heard: [Float]) -> Double {
        let last = heard.lastIndex { abs($0) >= 0.001 } ?? -1
        return Double(heard.count - 1 - last) / Double(sampleRate)
    }

    /// Where each half second of `wanted` is heard.
    static func find(_ wanted: [Float], in heard: [Float]) -> Found {
        var found = Found()
        for start in stride(from: 0, to: wanted.count - window + 1, by: window) {
            let part = wanted[start..<start + window]
            // What is hardly there cannot be found.
            guard level(part) > 0.003 else { continue }
            found.windows.append(locate(Array(part), at: start, in: heard))
        }
        return found
    }

    /// The lag, in samples, at which two sounds are most alike, and how alike they are there, from 0 to 1.
    private static func locate(_ part: [Float], at start: Int, in heard: [Float]) -> Found.Window {
        var best = (lag: 0, likeness: Float(-1))
        var likenesses = [Float](repeating: 0, count: 2 * reach + 1)
        part.withUnsafeBufferPointer { part in
            heard.withUnsafeBufferPointer { heard in
                for lag in -reach...reach {
                    let first = max(0, -(start + lag))
                    let last = min(part.count, heard.count - start - lag)
                    guard last - first > part.count / 2 else { continue }
                    var (product, one, other) = (Float(0), Float(0), Float(0))
                    for index in first..<last {
                        let (a, b) = (part[index], heard[start + lag + index])
                        product += a * b
                        one += a * a
                        other += b * b
                    }
                    let likeness = product / max((one * other).squareRoot(), 1e-9)
                    likenesses[lag + reach] = likeness
                    if likeness > best.likeness { best = (lag, likeness) }
                }
            }
        }
        let peak = best.lag + reach
        var lag = Double(best.lag)
        if peak > 0, peak < likenesses.count - 1 {
            lag += Parabola.top(likenesses[peak - 1], likenesses[peak], likenesses[peak + 1])
        }
        return .init(
            time: Double(start) / Double(sampleRate), lag: lag / Double(sampleRate), likeness: Double(best.likeness))
    }

    private static func level(_ samples: ArraySlice<Float>) -> Float {
        (samples.reduce(0) { $0 + $1 * $1 } / Float(max(1, samples.count))).squareRoot()
    }

    static func samples(_ path: FilePath) throws -> [Float] {
        let bytes = try FileBytes.read(path)
        return stride(from: 0, to: bytes.count - 1, by: 2).map {
            Float(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)) / 32_768
        }
    }
}

extension SoundPlacement {
    /// Where a sound was found.
    struct Found: Hashable {
        var windows: [Window] = []

        struct Window: Hashable {
            /// Of the window's beginning, in seconds.
            var time: Double
            /// In seconds; positive = heard later than it should be.
            var lag: Double
            var likeness: Double
        }

        /// Below this it is another sound, or none. Limiting and impacts leave far more.
        private static let alike = 0.6

        private var alike: [Window] { windows.filter { $0.likeness >= Self.alike } }

        /// In seconds, on the whole.
        var lag: Double? { Self.middle(alike[...]) }

        /// What the lag grows by from the beginning to the end, in seconds; nil where that cannot be told. Three windows stand for each
        /// end where there are enough: in one alone an impact on a low note can be a whole oscillation off.
        var drift: Double? {
            let windows = alike
            guard let first = windows.first, let last = windows.last, last.time - first.time >= 1 else { return nil }
            let size = windows.count >= 6 ? 3 : 1
            guard let begin = Self.middle(windows.prefix(size)), let end = Self.middle(windows.suffix(size)) else {
                return nil
            }
            return end - begin
        }

        private static func middle(_ windows: ArraySlice<Window>) -> Double? {
            let lags = windows.map(\.lag).sorted()
            return lags.isEmpty ? nil : lags[lags.count / 2]
        }

        /// The lag around a time.
        func lag(at time: Double) -> Double? {
            alike.min { abs($0.time + 0.25 - time) < abs($1.time + 0.25 - time) }?.lag
        }

        var problems: [String] {
            guard !windows.isEmpty else { return [] }
            var problems: [String] = []
            // A window or two may hold nothing but an impact, or a sound that is gone at once.
            let strange = windows.filter { $0.likeness < Self.alike }
            if strange.count > max(1, windows.count / 8) {
                problems.append("at \(Self.text(strange[0].time)) s another sound is heard than was to be")
            }
            if let lag, !(-0.005...0.015).contains(lag) {
                problems.append("the sound is heard \(Int((lag * 1000).rounded())) ms from its place")
            }
            if let drift, abs(drift) > 0.010 {
                problems.append("the sound drifts by \(Int((drift * 1000).rounded())) ms")
            }
            return problems
        }

        private static func text(_ seconds: Double) -> String {
            "\((seconds * 10).rounded() / 10)"
        }
    }
}

/// The top of a parabola through three values at −1, 0 and 1.
enum Parabola {
    static func top(_ before: Float, _ middle: Float, _ after: Float) -> Double {
        let bend = Double(before - 2 * middle + after)
        return bend < -1e-9 ? Double(before - after) / bend / 2 : 0
    }
}
