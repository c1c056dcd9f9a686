import Foundation
import OdoriConsole
import OdoriDomain
import SystemPackage

/// Three short videos with a beat, made here and sent in like anybody's.
struct References: Sendable {
    let grounds: Grounds
    /// They are a little longer, since nothing shorter than three seconds is taken in.
    let seconds: Int

    struct Refused: Error, CustomStringConvertible {
        var description: String
    }

    /// Their ids, once they can be danced to.
    func ready() async throws -> [String] {
        let client = Customer.client(grounds)
        var ids: [String] = []
        for (number, tempo) in [120, 140, 100].enumerated() {
            let file = grounds.directory.appending("reference-\(number).mp4")
            try make(file, tempo: tempo)
            let upload = ReferenceUpload(file: file, title: nil, rights: "owned", adultsOnly: true)
            ids.append(try await client.addReference(upload).value.id)
        }
        for id in ids { try await wait(for: id, client) }
        return ids
    }

    private func wait(for id: String, _ client: PipelineClient) async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while ContinuousClock.now < deadline {
            let reference = try await client.reference(id).value
            switch reference.status {
            case .ready: return
            case .rejected, .deleting: throw Refused(description: "a reference was rejected: \(reference.reason ?? "")")
            case .ingesting: try await Task.sleep(for: .milliseconds(200))
            }
        }
        throw Refused(description: "reference \(id) was not ready within five minutes")
    }

    private func make(_ file: FilePath, tempo: Int) throws {
        let beat = 60.0 / Double(tempo)
        let ffmpeg = Process()
        ffmpeg.executableURL = URL(filePath: "/usr/bin/env")
        ffmpeg.arguments =
            ["ffmpeg", "-nostdin", "-v", "error", "-y"]
            + ["-f", "lavfi", "-i", "testsrc2=size=270x480:rate=30"]
            + ["-f", "lavfi", "-i", "aevalsrc='0.8*sin(2*PI*70*t)*exp(-12*mod(t,\(beat)))':s=48000"]
            + ["-t", "\(seconds).2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
            + ["-c:a", "aac", file.string]
        try ffmpeg.run()
        ffmpeg.waitUntilExit()
        guard ffmpeg.terminationStatus == 0 else { throw Refused(description: "ffmpeg could not make a reference") }
    }
}
