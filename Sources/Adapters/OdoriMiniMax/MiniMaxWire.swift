import Foundation
import OdoriDomain
import OdoriProviderHTTP

/// The body of `POST /v1/music_generation`, as much of it as we send.
struct MiniMaxRequest: Encodable {
    var model: String
    /// At most 2000 characters.
    var prompt: String
    var isInstrumental = true
    /// The audio in the answer itself: an address would be good for a day, and be one more thing to fetch.
    var outputFormat = "hex"
    var audioSetting = AudioSetting()

    struct AudioSetting: Encodable {
        var sampleRate = 44_100
        var bitrate = 256_000
        var format = "wav"

        enum CodingKeys: String, CodingKey {
            case bitrate, format
            case sampleRate = "sample_rate"
        }
    }

    enum CodingKeys: String, CodingKey {
        case model, prompt
        case isInstrumental = "is_instrumental"
        case outputFormat = "output_format"
        case audioSetting = "audio_setting"
    }
}

/// What it is answered with, most often under HTTP 200.
struct MiniMaxAnswer: Decodable {
    var data: Track?
    var verdict: Verdict
    var traceID: String?

    struct Track: Decodable {
        /// Hex digits.
        var audio: String?
        /// 1: under way, 2: complete.
        var status: Int?
    }

    struct Verdict: Decodable {
        var code: Int
        var message: String?

        enum CodingKeys: String, CodingKey {
            case code = "status_code"
            case message = "status_msg"
        }
    }

    enum CodingKeys: String, CodingKey {
        case data
        case verdict = "base_resp"
        case traceID = "trace_id"
    }
}

extension MiniMaxAnswer.Verdict {
    /// What a code other than 0 means. A call cannot be asked about afterwards, so what leaves open whether it was carried out is a
    /// lost answer.
    func error(hiding key: MiniMaxConfiguration.HiddenKey) -> OdoriError {
        let text = "MiniMax refuses with \(code): \(key.hidden(in: message ?? "").asOneLine)"
        return switch code {
        case 1002, 1041: OdoriError(.providerUnavailable, text, .throttled(retryAfter: .seconds(10)))
        case 1008: OdoriError(.providerArrears, text)
        case 1026, 1027: OdoriError(.contentPolicy, text)
        case 1000, 1001, 1024, 1033: OdoriError(.answerLost, text, .transient)
        case 1004, 1039, 1042, 2013, 2049, 2056: OdoriError(.providerRefused, text)
        default: OdoriError(.answerLost, text, .transient)
        }
    }
}
