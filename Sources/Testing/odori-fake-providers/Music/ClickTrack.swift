import Foundation

/// A track that keeps exactly the tempo it is given: a drum on every beat, and from its drop on a bass under them.
struct ClickTrack {
    var tempo: Double
    var drop: Double
    var seconds: Double

    private static let rate = 22_050

    /// What a prompt asks for, at a tempo that is so much of it; the drop comes two seconds late, and some seconds more follow.
    init(prompt: String, tempoPercent: Int) {
        tempo = (Self.number(after: "exactly ", in: prompt) ?? 120) * Double(tempoPercent) / 100
        drop = (Self.number(after: "drop lands at ", in: prompt) ?? 8) + 2
        seconds = (Self.number(after: "At least ", in: prompt) ?? 30) + 8
    }

    private static func number(after words: String, in text: String) -> Double? {
        text.firstRange(of: words).flatMap { Double(text[$0.upperBound...].prefix { $0.isNumber || $0 == "." }) }
    }

    /// WAV, mono, 16 bits. A drum and a turn of the bass are made once and laid wherever they belong.
    var wave: Data {
        var samples = [Int16](repeating: 0, count: Int(seconds * Double(Self.rate)))
        let (soft, loud) = (drum(level: 8000), drum(level: 22_000))
        let period = 60 / tempo
        // The grid is laid so that the drop falls on a beat.
        var time = drop.truncatingRemainder(dividingBy: period)
        while time < seconds {
            lay(time + 0.001 < drop ? soft : loud, at: time, into: &samples)
            time += period
        }
        let bass = bass
        time = drop
        while time < seconds {
            lay(bass, at: time, into: &samples)
            time += Double(bass.count) / Double(Self.rate)
        }
        return Self.header(bytes: samples.count * 2) + samples.withUnsafeBytes { Data($0) }
    }

    private func lay(_ sound: [Int16], at time: Double, into samples: inout [Int16]) {
        let start = Int((time * Double(Self.rate)).rounded())
        for offset in 0..<max(0, min(sound.count, samples.count - start)) { samples[start + offset] &+= sound[offset] }
    }

    private func drum(level: Double) -> [Int16] {
        let length = 2000
        return (0..<length).map { index in
            let age = Double(index) / Double(Self.rate)
            // Down to nothing: where a sound breaks off, another one is heard.
            let level = level * Double(length - index) / Double(length)
            let tone =
                0.6 * cos(2 * .pi * 110 * age) * exp(-age * 25) + 0.4 * cos(2 * .pi * 3700 * age) * exp(-age * 200)
            return Int16(level * tone)
        }
    }

    /// One second of 55 Hz, which is whole turns.
    private var bass: [Int16] {
        (0..<Self.rate).map { Int16(6000 * sin(2 * .pi * 55 * Double($0) / Double(Self.rate))) }
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
