import Foundation
import OdoriDomain
import OdoriPorts
import OdoriProcess
import OdoriTesting
import SystemPackage
import Synchronization
import Testing

@testable import OdoriStudio

@Suite("The studio's motion transfer")
struct StudioMotionTransferTests {
    private let clock = ManualClock()
    private var later: Timestamp { clock.now + .seconds(30) }

    private func studio(_ directory: FilePath) -> StudioMotionTransfer {
        StudioMotionTransfer(directory: directory.appending("studio"), clock: clock)
    }

    @Test("an order is rendered by its check, fetched, and found again by its key")
    func whole() async throws {
        try await withScratch { directory in
            let key = try #require(Samples.key(1))
            let order = try Samples.order(duration: 1.5)
            #expect(try await studio(directory).lookUp(key).isEmpty)
            let id = try await studio(directory).submit(order, key: key, submitBy: later)
            #expect(try await studio(directory).submit(order, key: key, submitBy: later) == id)
            #expect(try await studio(directory).lookUp(key) == [id])

            let reports = Mutex<[Double]>([])
            let state = try await studio(directory).check(id) { share in reports.withLock { $0.append(share) } }
            #expect(state.isSuccess)
            #expect(reports.withLock { $0 == $0.sorted() && ($0.last ?? 0) > 0.1 })

            let file = directory.appending("dance.mp4")
            let origin = try await studio(directory).fetch(id, into: file)
            #expect(origin.operationID == id)
            let facts = try await probed(
                file,
                "codec_name,profile,width,height,pix_fmt,r_frame_rate,nb_read_frames,"
                    + "color_space,color_primaries,color_transfer",
                countingPictures: true
            )
            #expect(facts["codec_name"] == "h264" && facts["profile"] == "High" && facts["pix_fmt"] == "yuv420p")
            #expect(facts["width"] == "1080" && facts["height"] == "1920" && facts["r_frame_rate"] == "30/1")
            #expect(
                facts["color_space"] == "bt709" && facts["color_primaries"] == "bt709"
                    && facts["color_transfer"] == "bt709"
            )
            #expect(facts["nb_read_frames"] == "45")
            let left = try FileManager.default.contentsOfDirectory(
                atPath: directory.appending("studio").appending(key.rawValue).string
            )
            #expect(!left.contains { $0.hasPrefix("scratch") })
        }
    }

    @Test("a killed check leaves its directory behind, and the next one throws it away and finishes")
    func killed() async throws {
        try await withScratch { directory in
            let key = try #require(Samples.key(2))
            let id = try await studio(directory).submit(try Samples.order(duration: 0.2), key: key, submitBy: later)
            let leftover = directory.appending("studio").appending(key.rawValue).appending("scratch-dance-dead")
            try FileManager.default.createDirectory(atPath: leftover.string, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: URL(filePath: leftover.appending("dance.mp4").string))
            #expect(try await studio(directory).check(id) { _ in }.isSuccess)
            #expect(!FileManager.default.fileExists(atPath: leftover.string))
        }
    }

    @Test("two checks of one order at once: one renders, the other reports, and the video is whole")
    func concurrent() async throws {
        try await withScratch { directory in
            let key = try #require(Samples.key(3))
            let id = try await studio(directory).submit(try Samples.order(duration: 0.4), key: key, submitBy: later)
            async let first = studio(directory).check(id) { _ in }
            async let second = studio(directory).check(id) { _ in }
            let states = try await [first, second]
            #expect(states.contains { $0.isSuccess })
            #expect(states.allSatisfy { $0.isSuccess || $0.isRunning })
            #expect(try await studio(directory).check(id) { _ in }.isSuccess)
        }
    }

    @Test("a cancelled order is not rendered, and a running check notices the cancel")
    func cancelling() async throws {
        try await withScratch { directory in
            let studio = studio(directory)
            let key = try #require(Samples.key(4))
            let id = try await studio.submit(try Samples.order(duration: 8), key: key, submitBy: later)
            let state = try await studio.check(id) { _ in
                do { try await studio.cancel(id) } catch { Issue.record(error) }
            }
            guard case .failed(let error) = state else {
                Issue.record("the cancelled dance ended as \(state)")
                return
            }
            #expect(error.kind == .cancelled)
            #expect(try await studio.lookUp(key) == [id])
            await #expect(throws: OdoriError(.operationLost, "")) {
                _ = try await studio.fetch(id, into: directory.appending("x.mp4"))
            }
            try await studio.cancel(id)
        }
    }

    @Test("a finished dance cannot be cancelled any more")
    func cancelledLate() async throws {
        try await withScratch { directory in
            let key = try #require(Samples.key(5))
            let id = try await studio(directory).submit(try Samples.order(duration: 0.2), key: key, submitBy: later)
            #expect(try await studio(directory).check(id) { _ in }.isSuccess)
            try await studio(directory).cancel(id)
            #expect(try await studio(directory).check(id) { _ in }.isSuccess)
        }
    }

    @Test("an order is not written after its time", arguments: [0, 1])
    func late(late: Int) async throws {
        try await withScratch { directory in
            let key = try #require(Samples.key(6))
            let limit = clock.now - .milliseconds(late)
            let order = try Samples.order()
            if late == 0 {
                _ = try await studio(directory).submit(order, key: key, submitBy: limit)
            } else {
                await #expect(throws: OdoriError(.providerFailed, "")) {
                    _ = try await studio(directory).submit(order, key: key, submitBy: limit)
                }
                #expect(try await studio(directory).lookUp(key).isEmpty)
            }
        }
    }

    @Test(
        "ids that are not the studio's are unknown",
        arguments: ["", "studio-", "studio-../../etc", "kling-1", "studio-zz"]
    )
    func unknown(id: String) async throws {
        try await withScratch { directory in
            guard case .unknown = try await studio(directory).check(id, progress: { _ in }) else {
                Issue.record("\(id) is known")
                return
            }
            try await studio(directory).cancel(id)
        }
    }
}

extension MotionState {
    fileprivate var isSuccess: Bool {
        if case .succeeded(price: 0) = self { return true }
        return false
    }

    fileprivate var isRunning: Bool {
        if case .running = self { return true }
        return false
    }
}
