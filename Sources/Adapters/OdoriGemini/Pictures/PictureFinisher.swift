import Foundation
import OdoriDomain
import OdoriPorts
import OdoriProcess
import OdoriProviderHTTP
import SystemPackage

/// Makes of what came the PNG that was ordered, or says what is wrong with it.
struct PictureFinisher: Sendable {
    let tools: ToolRunner
    /// What the call cost, should the picture be of no use.
    let price: Int64

    /// A part of this may be cut off at the edges: the vendor's 9:16 is not exactly that.
    private static let tolerance = 0.04
    private static let smallest = 512

    /// A portrait of 1080×1920.
    func portrait(_ data: Data, into file: FilePath) async throws {
        let picture = try read(data)
        let ratio = Double(picture.width) / Double(picture.height)
        let wanted = Double(Frame.width) / Double(Frame.height)
        guard abs(ratio / wanted - 1) <= Self.tolerance else {
            throw unusable("a picture of 9:16 was ordered, got \(picture.width)×\(picture.height)")
        }
        let size = "\(Frame.width):\(Frame.height)"
        try await convert(
            data, picture, "scale=\(size):force_original_aspect_ratio=increase:flags=lanczos,crop=\(size)", into: file)
    }

    /// A sticker of any size, on green all around.
    func sticker(_ data: Data, into file: FilePath) async throws {
        let picture = try read(data)
        try await convert(data, picture, "scale='min(1024,iw)':-2:flags=lanczos", into: file)
        guard try await standsOnGreen(file) else {
            throw unusable("the sticker does not stand on green")
        }
    }

    private func read(_ data: Data) throws -> PictureBytes {
        guard let picture = PictureBytes(data) else {
            throw unusable("what came is no picture: \(data.count) bytes")
        }
        guard min(picture.width, picture.height) >= Self.smallest else {
            throw unusable("the picture has only \(picture.width)×\(picture.height)")
        }
        return picture
    }

    private func unusable(_ what: String) -> OdoriError {
        OdoriError(.unverifiedOutput, "Gemini: \(what)", .transient, price: price)
    }

    private func convert(_ data: Data, _ picture: PictureBytes, _ filter: String, into file: FilePath) async throws {
        let raw = ImageOrder.original(of: file)
        try data.write(to: URL(filePath: raw.string))
        let arguments = [
            "-nostdin", "-v", "error", "-y", "-f", picture.kind.demuxer, "-i", raw.string, "-vf", filter,
            "-frames:v", "1", "-map_metadata", "-1", "-pix_fmt", "rgb24", "-c:v", "png", "-f", "image2", "-update", "1",
            "-fflags", "+bitexact", file.string,
        ]
        do {
            _ = try await tools.run(ToolCommand("ffmpeg", arguments, timeLimit: .seconds(60)))
        } catch let error as OdoriError where error.code == .toolFailed {
            throw unusable("the picture cannot be read: \(error.message)".asOneLine)
        } catch var error as OdoriError {
            // The picture is paid for, whatever happens to it here.
            error.price = price
            throw error
        }
    }

    /// The outermost ring of a picture of 32×32 is green almost everywhere.
    private func standsOnGreen(_ file: FilePath) async throws -> Bool {
        let raw = FilePath(file.string + ".ring")
        defer { try? FileManager.default.removeItem(atPath: raw.string) }
        let arguments = [
            "-nostdin", "-v", "error", "-y", "-f", "png_pipe", "-i", file.string, "-vf", "scale=32:32:flags=area",
            "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", raw.string,
        ]
        _ = try await tools.run(ToolCommand("ffmpeg", arguments, timeLimit: .seconds(60)))
        let pixels = [UInt8](FileManager.default.contents(atPath: raw.string) ?? Data())
        guard pixels.count == 32 * 32 * 3 else { return false }
        let ring = (0..<1024).filter { [0, 31].contains($0 % 32) || [0, 31].contains($0 / 32) }
        let green = ring.count { pixel in
            pixels[pixel * 3 + 1] > 150 && pixels[pixel * 3] < 110 && pixels[pixel * 3 + 2] < 110
        }
        return green * 10 >= ring.count * 9
    }
}
