import OdoriDomain
import OdoriPorts
import OdoriPretend
import OdoriTesting
import Synchronization
import SystemPackage
import Testing

@Suite("What is laid over deliverables")
struct LookTests {
    private func order(_ config: JobConfig) async throws -> MasterOrder {
        let media = NotingComposer()
        let theatre = Theatre(media: media, logo: "/studio/logo.png")
        let job = try await theatre.accept(config)
        try await theatre.play()
        #expect(try await theatre.job(job.jobID).status == .completed)
        let order = try #require(media.orders.first)
        let name = try #require(try await theatre.job(job.jobID).results.first?.name)
        if let caption = order.caption { #expect(caption == name) }
        return order
    }

    @Test("the character's name where it is asked for, the studio's logo on what is watermarked, the job's transition")
    func signed() async throws {
        let options = JobOptions(generateVariants: false)
        let signed = try await order(
            JobConfig(count: 1, options: options, seed: 1, transition: .flash, caption: .name))
        #expect(signed.caption?.isEmpty == false && signed.logo == "/studio/logo.png" && signed.stickers != nil)
        #expect(signed.plan.transition == .flash)
        let plain = try await order(JobConfig(count: 1, options: options, seed: 1))
        #expect(plain.caption == nil && plain.logo == "/studio/logo.png" && plain.plan.transition == .standard)
        let clean = try await order(
            JobConfig(
                count: 1, options: JobOptions(generateVariants: false, applyWatermark: false), seed: 1,
                caption: .nothing))
        #expect(clean.caption == nil && clean.logo == nil && clean.stickers == nil)
    }
}

/// Pretends, and notes what deliverables were ordered.
private final class NotingComposer: PretendingMedia {
    private let noted = Mutex<[MasterOrder]>([])

    var orders: [MasterOrder] { noted.withLock { $0 } }

    func master(
        _ order: MasterOrder, into file: FilePath, progress: @Sendable (Double) async -> Void
    ) async throws -> MasterSound {
        noted.withLock { $0.append(order) }
        return try await pretending.master(order, into: file, progress: progress)
    }
}
