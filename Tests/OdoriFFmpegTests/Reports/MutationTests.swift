import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriFFmpeg

@Suite("Reports on spoiled files", .workshop, .serialized)
struct MutationTests {
    /// `ODORI_TEST_EVERY=1` spoils the file in every way there is.
    private static let stride =
        ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"].flatMap { Int($0) }.map { max(1, $0) } ?? 9

    /// A deliverable of three seconds, and how it is to be judged.
    private func good(_ shop: MediaWorkshop) async throws -> (file: FilePath, kind: InspectionKind) {
        let clip = try await shop.clip("moving.mp4", "testsrc2=s=1080x1920:r=30", seconds: 3)
        let song = SyntheticSong(tempo: 124, first: 0.1, dropBeat: 0, seconds: 5)
        let placement = ScorePlacement(file: try await shop.write(song, to: "song.wav"), offset: -0.5)
        let plan = EditPlan(
            segments: [.init(clip: .dance(0), sourceStart: 0, length: 90)], lowConfidence: false, referenceStart: 0)
        let file = shop.path("good.mp4")
        let order = MasterOrder(plan: plan, clips: [.dance(0): clip], stickers: nil, score: placement, impacts: false)
        let sound = try await shop.composer.master(order, into: file) { _ in }
        #expect(!sound.loudnessLimited)
        return (file, .deliverable(expectedPictures: 90, sound: ExpectedSound(.score(placement), drop: 1)))
    }

    @Test("a file that is spoiled in any one way is refused, and for that")
    func mutations() async throws {
        let shop = try MediaWorkshop.require()
        let (file, kind) = try await good(shop)
        #expect(try await shop.composer.inspect(file, as: kind).problems == [])
        #expect(Mutation.all.count >= 50)
        for index in Swift.stride(from: 0, to: Mutation.all.count, by: Self.stride) {
            let mutation = Mutation.all[index]
            let bad = shop.path("bad.mp4")
            try await mutation.make(shop, file, bad)
            var said: [String] = []
            do {
                said = try await shop.composer.inspect(bad, as: kind).problems
            } catch let error as OdoriError where error.code == .mediaInvalid {
                said = [error.message]
            }
            let found = said.contains { mutation.says.isEmpty || $0.contains(mutation.says) }
            #expect(found, "\(mutation.name): \(said)")
            try FileManager.default.removeItem(atPath: bad.string)
        }
    }
}
