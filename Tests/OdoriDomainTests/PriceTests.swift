import Foundation
import OdoriDomain
import Testing

@Suite("Prices")
struct PriceTests {
    private static let kling = PriceTable.Product(provider: "kling", model: "kling-3.0", resolution: "1080p")

    private func problems(_ json: String) -> [String] {
        do throws(PriceTable.Unreadable) {
            _ = try PriceTable.standard(overriddenBy: Data(json.utf8))
            return []
        } catch {
            return error.problems
        }
    }

    @Test("the table that comes with the build can be read, and every entry says when and where it was found")
    func standard() throws {
        let table = try PriceTable.standard()
        #expect(table.tariff(of: Self.kling) == .perSecond(168_000))
        #expect(table.entries.count >= 8)
        #expect(table.entries.allSatisfy { !$0.source.isEmpty && !$0.date.isEmpty })
    }

    @Test("another table's entries take the place of the build's, and add to them")
    func overridden() throws {
        let json = """
            {"prices": [
              {"provider": "kling", "model": "kling-3.0", "resolution": "1080p", "usd_per_second": "0.2",
               "date": "2026-12-01", "source": "our contract"},
              {"provider": "kling", "model": "kling-4.0", "resolution": "1080p", "usd_per_second": "0.3000001",
               "date": "2026-12-01", "source": "our contract"}]}
            """
        let table = try PriceTable.standard(overriddenBy: Data(json.utf8))
        #expect(table.tariff(of: Self.kling) == .perSecond(200_000))
        let newer = PriceTable.Product(provider: "kling", model: "kling-4.0", resolution: "1080p")
        #expect(table.tariff(of: newer) == .perSecond(300_001), "a price is never read as less than it is")
        let other = PriceTable.Product(provider: "kling", model: "kling-2.6", resolution: "720p")
        #expect(table.tariff(of: other) == .perSecond(70_000))
        #expect(table.tariff(of: .init(provider: "kling", model: "none", resolution: "1080p")) == nil)
    }

    @Test("a bad table is refused with every entry that is wrong, by number and name")
    func bad() {
        let json = """
            {"prices": [
              {"provider": "kling", "model": "a", "resolution": "720p", "usd_per_second": 0.2, "date": "2026-12-01",
               "source": "x"},
              {"provider": "kling", "model": "b", "resolution": "720p", "usd_per_second": "-1", "date": "soon",
               "source": "x", "currency": "EUR"},
              {"provider": "kling", "model": "c", "resolution": "720p", "usd_per_second": "1", "date": "2026-12-01",
               "source": "x"},
              {"provider": "kling", "model": "c", "resolution": "720p", "usd_per_second": "1", "date": "2026-12-01"},
              7]}
            """
        #expect(
            problems(json) == [
                "entry 1 (kling a 720p): usd_per_second must be a string, not number",
                "entry 2 (kling b 720p): usd_per_second must be a positive decimal text like \"0.168\"",
                "entry 2 (kling b 720p): date must be a day like \"2026-11-22\"",
                "entry 2 (kling b 720p): currency is not a known field",
                "entry 4 (kling c 720p): source is required",
                "entry 4 (kling c 720p): this product has an entry already",
                "entry 5 must be an object, not integer",
            ])
        #expect(problems("prices") == ["is not JSON"])
        #expect(problems("[]").count == 1)
        #expect(problems(#"{"prices": [], "more": 1}"#).count == 1)
    }

    @Test(
        "amounts are read exactly",
        arguments: [
            ("0", 0), ("1", 1_000_000), ("0.168", 168_000), ("12.3456789", 12_345_679), ("0.0000001", 1),
            ("0.1000000", 100_000), ("999999999.999999", 999_999_999_999_999),
        ] as [(String, Int64)])
    func amounts(text: String, micro: Int64) {
        #expect(MicroDollars.reading(text) == micro)
    }

    @Test(
        "what is no plain amount is not read",
        arguments: ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "٣", "0x10", "1.2.3", "10000000000"])
    func noAmounts(text: String) {
        #expect(MicroDollars.reading(text) == nil)
    }

    @Test("the worst price counts every second that was begun, up to the longest that motion transfer takes")
    func worst() {
        let tariff = Tariff.perSecond(168_000)
        #expect(tariff.worstPrice(seconds: 10) == 1_680_000)
        #expect(tariff.worstPrice(seconds: 10.01) == 1_848_000)
        #expect(tariff.worstPrice(seconds: 300) == 30 * 168_000)
        #expect(tariff.worstPrice(seconds: -1) == 0)
        #expect(Tariff.free.worstPrice(seconds: 300) == 0)
    }
}

@Suite("The estimate")
struct EstimateTests {
    private static let tariffs = Tariffs(motion: .perSecond(100_000))

    private func price(_ options: JobOptions, count: Int = 1, lengths: [Double?]) -> Int64 {
        JobEstimate.price(count: count, graph: .build(options), lengths: lengths, tariffs: Self.tariffs)
    }

    @Test("counts every dance of every run on its own reference, variants on the first")
    func whole() {
        #expect(price(JobOptions(), lengths: [10, 5, 3]) == 3_800_000)
        #expect(price(JobOptions(), count: 20, lengths: [10, 5, 3]) == 76_000_000)
    }

    @Test("leaves out what the options leave out")
    func withoutVariants() {
        #expect(price(JobOptions(generateVariants: false), lengths: [10, 5, 3]) == 1_800_000)
    }

    @Test("takes a reference that is not measured yet as the longest that is kept")
    func unknown() {
        #expect(price(JobOptions(generateVariants: false), lengths: [10, nil, 3]) == 2_800_000)
        #expect(price(JobOptions(generateVariants: false), lengths: []) == 4_500_000)
    }

    @Test("is nothing where the studio does everything")
    func free() {
        #expect(JobEstimate.price(count: 20, graph: .build(JobOptions()), lengths: [], tariffs: .free) == 0)
    }
}
