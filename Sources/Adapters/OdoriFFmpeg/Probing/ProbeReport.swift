import FoundationEssentials
import OdoriDomain

/// What `ffprobe -show_streams -show_format -of json` says, as far as we read it.
struct ProbeReport: Decodable {
    var streams: [Stream]
    var format: Format
    /// Of all streams, in the order of the file; nil unless asked for.
    var packets: [Packet]?

    struct Packet: Decodable {
        var stream: Int
        /// When it is shown, in units of the stream's time base.
        var time: Int?
        var duration: Int?
        var flags: String

        enum CodingKeys: String, CodingKey {
            case duration, flags
            case stream = "stream_index"
            case time = "pts"
        }
    }

    struct Stream: Decodable {
        var index: Int?
        var codecType: String
        var codecName: String?
        var profile: String?
        var width: Int?
        var height: Int?
        var sampleAspectRatio: String?
        var pixelFormat: String?
        var fieldOrder: String?
        var colourRange: String?
        var colourSpace: String?
        var colourTransfer: String?
        var colourPrimaries: String?
        var averageFrameRate: String?
        var timeBase: String?
        var startTime: String?
        var duration: String?
        var sampleRate: String?
        var channels: Int?
        var disposition: [String: Int]?
        var tags: [String: String]?
        var sideData: [SideData]?

        enum CodingKeys: String, CodingKey {
            case index, profile, width, height, duration, channels, disposition, tags
            case codecType = "codec_type"
            case codecName = "codec_name"
            case sampleAspectRatio = "sample_aspect_ratio"
            case pixelFormat = "pix_fmt"
            case fieldOrder = "field_order"
            case colourRange = "color_range"
            case colourSpace = "color_space"
            case colourTransfer = "color_transfer"
            case colourPrimaries = "color_primaries"
            case averageFrameRate = "avg_frame_rate"
            case timeBase = "time_base"
            case startTime = "start_time"
            case sampleRate = "sample_rate"
            case sideData = "side_data_list"
        }
    }

    struct SideData: Decodable {
        /// Degrees; a matrix that is no plain turn gives others.
        var rotation: Double?
    }

    struct Format: Decodable {
        var duration: String?
    }

    static let questions = ["-show_streams", "-show_format", "-of", "json=compact=1"]
    /// With all packets: where they are needed too, reading a file twice would take two processes.
    static let packetQuestions =
        ["-show_packets", "-show_entries", "packet=stream_index,pts,duration,flags"] + questions

    /// - Throws: `media_invalid` when there is nothing to read.
    static func decode(_ json: String) throws(OdoriError) -> ProbeReport {
        do {
            return try JSONDecoder().decode(ProbeReport.self, from: Data(json.utf8))
        } catch {
            throw OdoriError(.mediaInvalid, "the file cannot be read as a video")
        }
    }

    /// The video, cover pictures aside.
    var video: Stream? {
        streams.first { $0.codecType == "video" && $0.disposition?["attached_pic"] != 1 }
    }

    var audio: Stream? {
        streams.first { $0.codecType == "audio" && $0.codecName != nil }
    }

    /// When the video's pictures are shown; none unless packets were asked for.
    var pictures: PacketTimes {
        guard let video, let unit = video.timeUnit else { return PacketTimes([], unit: 1) }
        return PacketTimes((packets ?? []).filter { $0.stream == video.index }, unit: unit)
    }
}

extension ProbeReport.Stream {
    /// A turn by 90 or 270 degrees swaps width and height when shown.
    var isTurned: Bool {
        let degrees = sideData?.compactMap(\.rotation).first ?? tags?["rotate"].flatMap(Double.init) ?? 0
        // A tag may hold anything.
        return degrees.isFinite && (degrees / 90).rounded().truncatingRemainder(dividingBy: 2) != 0
    }

    /// Width of a pixel by its height; ratios no camera makes are not believed.
    var pixelAspect: Double {
        guard let aspect = Self.ratio(sampleAspectRatio, separator: ":"), (0.2...5).contains(aspect) else { return 1 }
        return aspect
    }

    var framesPerSecond: Double? {
        Self.ratio(averageFrameRate, separator: "/")
    }

    /// Seconds of one unit of the stream's time.
    var timeUnit: Double? {
        Self.ratio(timeBase, separator: "/")
    }

    /// Brighter than a common screen shows: such pictures need a tone map.
    var isHDR: Bool {
        colourTransfer == "smpte2084" || colourTransfer == "arib-std-b67"
    }

    var isInterlaced: Bool {
        ["tt", "bb", "tb", "bt"].contains(fieldOrder)
    }

    /// Primaries, transfer, matrix and range, as ffprobe names them.
    var colour: String {
        [colourPrimaries, colourTransfer, colourSpace, colourRange].map { $0 ?? "unknown" }.joined(separator: "/")
    }

    private static func ratio(_ text: String?, separator: Character) -> Double? {
        let parts = (text ?? "").split(separator: separator).compactMap { Double($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
        return parts[0] / parts[1]
    }
}
