import Foundation

/// A track that keeps exactly the tempo it is given: a drum on every beat, and from its drop on a bass under them.
struct ClickTrack {
    var tempo: Double
    var drop: Double
    var seconds: Double

    private static let rate = 44_100

    /// WAV, mono, 16 bits.
    var wave: Data {
        let count = Int(seconds * Double(Self.rate))
        var samples = [Double](repeating: 0, count: count)
        addDrums(to: &samples)
        addBass(to: &samples)
        var data = Self.header(bytes: count * 2)
        for sample in samples {
            let value = Int16(max(-1, min(1, sample)) * 32_000)
            data.append(UInt8(truncatingIfNeeded: value))
            data.append(UInt8(truncatingIfNeeded: value >> 8))
        }
        return data
    }

    private func addDrums(to samples: inout [Double]) {
        let period = 60 / tempo
        // The grid is laid so that the drop falls on a beat.
        var time = drop.truncatingRemainder(dividingBy: period)
        while time < seconds {
            let level = time + 0.001 < drop ? 0.25 : 0.7
            let start = Int(time * Double(Self.rate))
            for offset in 0..<min(6000, samples.count - start) {
                let age = Double(offset) / Double(Self.rate)
                samples[start + offset] += level * exp(-age * 40) * sin(2 * .pi * 150 * age)
            }
            time += period
        }
    }

    private func addBass(to samples: inout [Double]) {
        for index in min(samples.count, Int(drop * Double(Self.rate)))..<samples.count {
            samples[index] += 0.2 * sin(2 * .pi * 55 * Double(index) / Double(Self.rate))
        }
    }

    private static func header(bytes: Int) -> Data {
        var data = Data()
        func add(_ text: String) { data.append(contentsOf: text.utf8) }
        func add(_ number: Int, bytes: Int) {
            for shift in 0..<bytes { data.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
        }
        add("RIFF")
        add(36 + bytes, bytes: 4)
        add("WAVEfmt ")
        add(16, bytes: 4)
        add(1, bytes: 2)
        add(1, bytes: 2)
        add(rate, bytes: 4)
        add(rate * 2, bytes: 4)
        add(2, bytes: 2)
        add(16, bytes: 2)
        add("data")
        add(bytes, bytes: 4)
        return data
    }
}
