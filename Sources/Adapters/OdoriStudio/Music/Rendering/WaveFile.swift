import FoundationEssentials
import OdoriDomain
import SystemPackage

/// Reads and writes recordings as RIFF WAVE files of 16 bit PCM.
enum WaveFile {
    /// - Throws: `media_invalid` for anything but 48 kHz, stereo, 16 bits.
    static func read(_ path: FilePath) throws -> Recording {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path.string)))
        guard bytes.count >= 12, text(bytes[0..<4]) == "RIFF", text(bytes[8..<12]) == "WAVE" else {
            throw invalid(path)
        }
        var at = 12
        var isOurs = false
        while at + 8 <= bytes.count {
            let size = number(bytes[(at + 4)..<(at + 8)])
            let body = bytes[(at + 8)..<min(at + 8 + size, bytes.count)]
            switch text(bytes[at..<(at + 4)]) {
            case "fmt ": isOurs = isFormatOurs(body)
            case "data" where isOurs: return Recording(samples: samples(body))
            default: break
            }
            // Chunks begin at even places.
            at += 8 + size + size % 2
        }
        throw invalid(path)
    }

    static func write(_ recording: Recording, to path: FilePath) throws {
        let size = recording.samples.count * 2
        var bytes = Array("RIFF".utf8) + little(36 + size, bytes: 4) + Array("WAVEfmt ".utf8) + little(16, bytes: 4)
        bytes += little(1, bytes: 2) + little(2, bytes: 2) + little(Recording.rate, bytes: 4)
        bytes += little(Recording.rate * 4, bytes: 4) + little(4, bytes: 2) + little(16, bytes: 2)
        bytes += Array("data".utf8) + little(size, bytes: 4)
        bytes.reserveCapacity(bytes.count + size)
        for sample in recording.samples {
            let pattern = UInt16(bitPattern: sample)
            bytes.append(UInt8(truncatingIfNeeded: pattern))
            bytes.append(UInt8(truncatingIfNeeded: pattern >> 8))
        }
        try Data(bytes).write(to: URL(filePath: path.string), options: .atomic)
    }

    /// PCM (1) or its extensible form (65534), two channels, our rate, 16 bits.
    private static func isFormatOurs(_ body: ArraySlice<UInt8>) -> Bool {
        guard body.count >= 16 else { return false }
        let at = body.startIndex
        return [1, 0xFFFE].contains(number(body[at..<(at + 2)])) && number(body[(at + 2)..<(at + 4)]) == 2
            && number(body[(at + 4)..<(at + 8)]) == Recording.rate && number(body[(at + 14)..<(at + 16)]) == 16
    }

    private static func samples(_ body: ArraySlice<UInt8>) -> [Int16] {
        body.withUnsafeBytes { raw in
            (0..<raw.count / 4 * 2).map {
                Int16(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 2, as: Int16.self))
            }
        }
    }

    private static func invalid(_ path: FilePath) -> OdoriError {
        OdoriError(.mediaInvalid, "\(path.lastComponent?.string ?? "the file") is not a 48 kHz stereo 16 bit WAVE file")
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
