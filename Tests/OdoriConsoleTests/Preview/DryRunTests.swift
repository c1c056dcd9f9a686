import Foundation
import OdoriConsole
import OdoriDomain
import Testing

@Suite("A dry run")
struct DryRunTests {
    private func text(_ order: JobOrder, _ tariffs: Tariffs) -> String {
        let makers = DryRun.Makers(concepts: "gemini", images: "gemini", motion: "kling", music: "studio")
        return DryRun(order, makers: makers, tariffs: tariffs).lines.joined(separator: "\n")
    }

    private static var tariffs: Tariffs {
        var tariffs = Tariffs(motion: .perSecond(168_000))
        tariffs.concepts = .each(40_000)
        tariffs.images = .each(130_000)
        return tariffs
    }

    @Test("says every stage with who does it, the worst price of the whole, and that nothing was ordered")
    func plan() {
        let text = text(JobOrder(count: 2, maxCostUSD: 10), Self.tariffs)
        for stage in ["concept", "anime_image", "align_2", "variant_dance_swimsuit", "master", "publish"] {
            #expect(text.contains(stage), "\(stage)")
        }
        // Five dances of 15 s, two concepts, nine pictures, for each of two characters.
        #expect(text.contains("At most $27.7000 in all"))
        #expect(text.contains("The bound of $10.0 is not enough"))
        #expect(text.contains("Nothing was ordered, and nothing was sent."))
        #expect(text.contains("kling") && text.contains("gemini"))
    }

    @Test("says each prompt once, and only those of the stages that there would be")
    func prompts() {
        let whole = text(JobOrder(count: 1), Self.tariffs)
        for what in ["concept", "anime image", "swimsuit picture", "name sticker", "motion transfer", "score"] {
            #expect(whole.components(separatedBy: "## \(what)\n").count == 2, "\(what)")
        }
        #expect(whole.contains("{name}") && whole.contains("sporty, editorial beachwear"))
        let plain = text(
            JobOrder(count: 1, options: .init(generateVariants: false, applyWatermark: false)), .free)
        #expect(!plain.contains("## swimsuit picture") && !plain.contains("## name sticker"))
        #expect(plain.contains("At most $0.0000 in all"))
    }
}
