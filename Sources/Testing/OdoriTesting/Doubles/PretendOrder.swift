import Foundation
package import OdoriDomain
package import OdoriPorts
import OdoriPretend

/// Links that nobody follows.
package struct PretendLinks: AssetLinks {
    package init() {}

    package func link(to object: ObjectName) -> String { "https://media.test/\(object)" }
}

extension MotionOrder {
    /// A dance to the pretended street, of pictures that are nowhere.
    ///
    /// - Parameter seconds: the reference's length.
    package static func pretend(seconds: Double = 10) async throws -> MotionOrder {
        guard let id = ReferenceID(rawValue: "street") else { throw Unexpected("“street” names no reference") }
        let concept = try await PretendConceptWriter().write(ConceptBrief(style: Style.all[0], seed: 1)).value.concept
        let media = MediaFacts(
            width: 1080, height: 1920, fps: 30, duration: seconds, codec: "h264", profile: "High", hasAudio: true)
        let reference = ReferenceMotion(
            id: id, source: .studio("street"), analysis: PretendDanceAnalyst.analysis, media: media,
            video: try asset("anime_dance/references/street/video.mp4"),
            firstFrame: try asset("anime_dance/references/street/first.png"))
        return MotionOrder(
            image: try asset("anime_dance/tmp/align.png"), reference: reference, concept: concept, outfit: nil)
    }

    private static func asset(_ name: String) throws -> StoredAsset {
        guard let object = ObjectName(rawValue: name) else { throw Unexpected("\(name) names no object") }
        return StoredAsset(object: object, bytes: 1, crc32c: "00000000", sha256: "00")
    }
}

extension OperationKey {
    /// A key of its own for each number.
    package static func numbered(_ number: Int) throws -> OperationKey {
        let digits = String(number, radix: 16)
        guard let key = OperationKey(rawValue: String(repeating: "0", count: 32 - digits.count) + digits) else {
            throw Unexpected("\(number) makes no key")
        }
        return key
    }
}

extension EgressPolicy {
    /// Lets a server of this machine be reached, which nobody else may.
    package static func reaching(_ base: String) throws -> EgressPolicy {
        guard let port = URLComponents(string: base)?.port, let one = Exception("127.0.0.1:\(port)") else {
            throw Unexpected("\(base) is no server of this machine")
        }
        return EgressPolicy(allowed: [one])
    }
}
