import Foundation
import SystemPackage

/// The body of `generateContent`, as much of it as we send.
struct GeminiRequest: Encodable {
    var contents: [Content]
    var systemInstruction: Content?
    var generationConfig: Config

    struct Content: Encodable {
        var role: String?
        var parts: [Part]
    }

    /// One part: words, a file's bytes, or a file that was handed over before.
    enum Part: Encodable {
        case text(String)
        case bytes(Media)
        case file(uri: String, mimeType: String)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .text(let text): try container.encode(text, forKey: .text)
            case .bytes(let media):
                try container.encode(Inline(mimeType: media.mimeType, data: media.mark), forKey: .inlineData)
            case .file(let uri, let mimeType):
                try container.encode(Uploaded(mimeType: mimeType, fileUri: uri), forKey: .fileData)
            }
        }

        enum CodingKeys: String, CodingKey {
            case text, inlineData, fileData
        }

        private struct Inline: Encodable {
            var mimeType: String
            var data: String
        }

        private struct Uploaded: Encodable {
            var mimeType: String
            var fileUri: String
        }
    }

    /// A file whose bytes take the place of a mark when the body is sent.
    struct Media: Sendable {
        let file: FilePath
        let mimeType: String
        /// Nobody can guess it, so that no text can be taken for it.
        let mark = "odori-media-\(UUID().uuidString)"
    }

    struct Config: Encodable {
        var responseModalities: [String]?
        var responseMimeType: String?
        var responseSchema: GeminiSchema?
        var maxOutputTokens: Int?
        var temperature: Double?
        var imageConfig: Image?
        var thinkingConfig: Thinking?

        struct Image: Encodable {
            var aspectRatio: String
            var imageSize: String
        }

        struct Thinking: Encodable {
            var thinkingLevel: String
        }
    }

    /// The files whose bytes the request holds.
    var media: [Media] {
        contents.flatMap(\.parts).compactMap { part in
            if case .bytes(let media) = part { media } else { nil }
        }
    }

    /// The request as it is sent: its JSON with the files' bytes in base64 at their places.
    func body() throws -> GeminiBody {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var rest = try encoder.encode(self)
        var pieces: [GeminiBody.Piece] = []
        let marks = media.compactMap { media in rest.range(of: Data(media.mark.utf8)).map { (media, $0) } }
        for (media, place) in marks.sorted(by: { $0.1.lowerBound > $1.1.lowerBound }) {
            pieces.append(.data(Data(rest[place.upperBound...])))
            pieces.append(.base64(media.file, bytes: try FileBytes.count(of: media.file)))
            rest = Data(rest[..<place.lowerBound])
        }
        return GeminiBody(pieces: [.data(rest)] + pieces.reversed())
    }
}
