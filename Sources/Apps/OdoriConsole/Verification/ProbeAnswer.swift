import Foundation

/// The part of ffprobe's JSON that is looked at.
struct ProbeAnswer: Decodable {
    static let entries =
        "stream=codec_type,codec_name,profile,width,height,avg_frame_rate,pix_fmt:format=duration"

    var streams: [Stream]
    var format: Format?

    struct Stream: Decodable {
        var type: String?
        var codec: String?
        var profile: String?
        var width: Int?
        var height: Int?
        var frameRate: String?
        var pixelFormat: String?

        private enum CodingKeys: String, CodingKey {
            case profile, width, height
            case type = "codec_type"
            case codec = "codec_name"
            case frameRate = "avg_frame_rate"
            case pixelFormat = "pix_fmt"
        }
    }

    struct Format: Decodable {
        var duration: String?
    }

    init(json: String) throws {
        self = try JSONDecoder().decode(ProbeAnswer.self, from: Data(json.utf8))
    }

    func stream(_ type: String) -> Stream? {
        streams.first { $0.type == type }
    }

    /// `30000/1001` as a number; nil for `0/0`.
    static func rate(_ text: String?) -> Double? {
        let parts = (text ?? "").split(separator: "/").compactMap { Double($0) }
        guard parts.count == 2, parts[1] != 0 else { return nil }
        return parts[0] / parts[1]
    }
}

/// The summary that ffmpeg's `ebur128` filter prints at its end.
struct LoudnessSummary: Hashable {
    var lufs: Double
    var dbtp: Double

    /// Nil when there is no summary, or silence: a peak of `-inf`.
    init?(log: String) {
        let lines = log.split(separator: "\n").map { $0.split(separator: " ") }
        func value(_ label: Substring, _ unit: Substring) -> Double? {
            lines.last { $0.count == 3 && $0[0] == label && $0[2] == unit }.flatMap { Double($0[1]) }
        }
        guard let lufs = value("I:", "LUFS"), let dbtp = value("Peak:", "dBFS"), dbtp.isFinite else { return nil }
        self.lufs = lufs
        self.dbtp = dbtp
    }
}
