import OdoriDomain
import OdoriPorts
import SystemPackage

/// The stages that draw one picture: `anime_image`, `cosplay_image`, `align_i`, `variant_image_*`.
struct PictureStage: Sendable {
    let context: RunContext

    func animeImage() async throws -> StageOutcome {
        try await draw(.animeImage, after: [])
    }

    func cosplayImage() async throws -> StageOutcome {
        try await draw(.cosplayImage, after: [.animeImage])
    }

    func aligned(_ index: Int) async throws -> StageOutcome {
        try await draw(.aligned(context.reference(index)), after: [.cosplayImage])
    }

    func variant(_ outfit: Outfit) async throws -> StageOutcome {
        try await draw(.variant(outfit, context.reference(0)), after: [.align(0)])
    }

    private func draw(_ subject: ImageOrder.Subject, after stages: [StageID]) async throws -> StageOutcome {
        var sources = [] as [FilePath]
        for stage in stages { sources.append(try await context.local(stage)) }
        let file = context.scratch("picture.png")
        let order = ImageOrder(subject, concept: try context.concept(), sources: sources)
        let origin = try await context.draw(order, into: file)
        try PictureCheck.require(file, width: Frame.width, height: Frame.height)
        let stored = try await context.store(file, suffix: "png", type: "image/png")
        return .finished(StageOutputs(assets: [StageOutputs.main: stored], origin: origin))
    }
}

extension RunContext {
    /// Draws one picture; a paid one has its intent and its price recorded.
    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Origin {
        let images = services.images
        let origin = try await PaidCall(context: self, terms: images.terms).makePriced {
            try await images.draw(order, into: file)
        }
        try await sign(picture: file, order, origin)
        return origin
    }
}
