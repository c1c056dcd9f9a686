import Foundation
import NIOCore
import OdoriDomain
import Testing

@testable import OdoriGemini

@Suite("A request's body")
struct BodyTests {
    private static func read(_ body: GeminiBody) async throws -> (data: Data, largest: Int) {
        var data = Data()
        var largest = 0
        for try await buffer in body {
            data += Data(buffer.readableBytesView)
            largest = max(largest, buffer.readableBytes)
        }
        return (data, largest)
    }

    @Test(
        "holds files in base64 at their places, piece by piece, and is as long as it says",
        arguments: [
            0, 1, 2, 3, 196_607, 196_608, 196_609, 3_000_000,
        ])
    func base64(count: Int) async throws {
        let content = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try await withFile("bin", holding: content) { file in
            let media = GeminiRequest.Media(file: file, mimeType: "video/mp4")
            let other = GeminiRequest.Media(file: file, mimeType: "image/png")
            let request = GeminiRequest(
                contents: [.init(role: "user", parts: [.bytes(media), .text("a \(count)"), .bytes(other)])],
                generationConfig: .init())
            let body = try request.body()
            #expect(!body.wasBegun)
            let (data, largest) = try await Self.read(body)
            #expect(body.wasBegun && Int64(data.count) == body.length && largest <= 262_144 + 1)
            let text = content.base64EncodedString()
            let object = try JSONDecoder().decode(Sent.self, from: data)
            #expect(object.contents[0].parts.map { $0.inlineData?.data } == [text, nil, text])
            #expect(object.contents[0].parts[1].text == "a \(count)")
        }
    }

    @Test("a part of a file goes as it is")
    func part() async throws {
        let content = Data((0..<700_000).map { UInt8(truncatingIfNeeded: $0) })
        try await withFile("bin", holding: content) { file in
            let body = GeminiBody(pieces: [.part(file, 100..<600_100)])
            let sent = try await Self.read(body).data
            #expect(body.length == 600_000 && sent == content[100..<600_100])
        }
    }

    private struct Sent: Decodable {
        var contents: [Content]

        struct Content: Decodable {
            var parts: [Part]
        }

        struct Part: Decodable {
            var text: String?
            var inlineData: Blob?
        }

        struct Blob: Decodable {
            var data: String
        }
    }
}
