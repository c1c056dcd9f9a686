package import OdoriDomain
package import SystemPackage

/// Draws a character's pictures.
package protocol ImageGenerator: Sendable {
    var terms: CallTerms { get }

    /// Draws one PNG of 1080×1920 (stickers: any size on pure green `#00ff00`) into `file`. What came of somebody else and was converted
    /// is left under `ImageOrder.original(of:)`: it may say whose work it is.
    ///
    /// Throws `content_policy` when the provider refuses, `answer_lost` when it may have drawn although no answer came.
    /// An error may carry what the provider charges for the call all the same.
    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin>
}

/// One picture to draw.
package struct ImageOrder: Sendable {
    package var subject: Subject
    package var concept: Concept
    /// Earlier pictures that this one must agree with, the most important first.
    package var sources: [FilePath]

    package init(_ subject: Subject, concept: Concept, sources: [FilePath]) {
        self.subject = subject
        self.concept = concept
        self.sources = sources
    }

    /// Where the bytes lie that a picture was converted from.
    package static func original(of file: FilePath) -> FilePath {
        FilePath(file.string + ".original")
    }

    package enum Subject: Sendable {
        case animeImage
        /// The same character as a cosplay photograph would show it.
        case cosplayImage
        /// In the pose and framing of a reference's first picture.
        case aligned(ReferenceMotion)
        /// As aligned, wearing a variant outfit.
        case variant(Outfit, ReferenceMotion)
        /// The chibi sticker, on green.
        case chibiSticker
        /// The name as a sticker, on green.
        case nameSticker
    }
}

/// A reference as those see it who draw or move after it.
package struct ReferenceMotion: Sendable {
    package var id: ReferenceID
    package var source: ReferenceSource
    package var analysis: DanceAnalysis
    package var media: MediaFacts
    package var video: StoredAsset
    package var firstFrame: StoredAsset

    package init(
        id: ReferenceID, source: ReferenceSource, analysis: DanceAnalysis, media: MediaFacts, video: StoredAsset,
        firstFrame: StoredAsset
    ) {
        self.id = id
        self.source = source
        self.analysis = analysis
        self.media = media
        self.video = video
        self.firstFrame = firstFrame
    }
}
