import OdoriDomain
import OdoriPorts

/// `stickers`: the chibi and the name, on keyable green. Whichever is stored is not drawn, or paid for, again.
struct StickerStage: Sendable {
    static let chibi = "chibi"
    static let name = "name"
    let context: RunContext

    func run() async throws -> StageOutcome {
        let concept = try context.concept()
        var outputs = context.record.kept ?? StageOutputs()
        for (role, subject) in [(Self.chibi, ImageOrder.Subject.chibiSticker), (Self.name, .nameSticker)]
        where outputs.assets[role] == nil {
            let file = context.scratch("\(role).png")
            let order = ImageOrder(subject, concept: concept, sources: [])
            outputs.origin = try await context.draw(order, into: file)
            guard PictureCheck.size(of: file) != nil else {
                throw OdoriError(.unverifiedOutput, "the \(role) sticker is no PNG", .transient)
            }
            outputs.assets[role] = try await context.store(file, role: role, suffix: "png", type: "image/png")
            context.keep(outputs)
        }
        return .finished(outputs)
    }
}
