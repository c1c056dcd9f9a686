import OdoriDomain
import OdoriSettings
import Testing

@Suite("Settings of paid motion and music")
struct MotionSettingsTests {
    private func settings(_ environment: [String: String]) throws(SettingsProblems) -> Settings {
        try Settings(environment: environment)
    }

    @Test("the older pair chooses Kling's legacy API and its model; an API key beside it counts more")
    func pair() throws {
        let pair = ["ODORI_MOTION": "kling", "KLING_ACCESS_KEY": "a", "KLING_SECRET_KEY": "s"]
        let legacy = try settings(pair).providers
        #expect(legacy.kling.access == .pair(accessKey: Secret("a"), secretKey: Secret("s")))
        #expect(legacy.kling.model == "kling-v3" && legacy.tariffs.motion == .perSecond(168_000))
        let both = try settings(pair.merging(["KLING_API_KEY": "k"]) { $1 }).providers.kling
        #expect(both.access == .key(Secret("k")) && both.model == "kling-3.0")
    }

    @Test("half a pair is a problem that names the other half", arguments: [true, false])
    func half(hasAccess: Bool) {
        let names = ["KLING_ACCESS_KEY", "KLING_SECRET_KEY"]
        #expect(throws: SettingsProblems.self) { try settings([names[hasAccess ? 0 : 1]: "x"]) }
        do throws(SettingsProblems) {
            _ = try settings([names[hasAccess ? 0 : 1]: "x"])
        } catch {
            #expect(error.problems.map(\.name) == [names[hasAccess ? 1 : 0]])
        }
    }

    @Test("several providers of motion stand in their order, each with its price")
    func several() throws {
        let both = try settings(["ODORI_MOTION": "fal, kling", "KLING_MODEL": "kling-2.6"]).providers
        #expect(both.motions == [.fal, .kling] && both.motion == .fal)
        #expect(both.tariffs.motion == .perSecond(168_000))
        #expect(both.tariffs.motionByProvider["kling"] == .perSecond(112_000))
        #expect(both.tariffs.preferring(["kling"]).motion == .perSecond(112_000))
        #expect(both.tariffs.preferring(["kling", "fal"]).motion == .perSecond(168_000), "the dearest counts")
        #expect(both.tariffs.preferring(nil) == both.tariffs)
    }

    @Test("who works for pay needs the keys of all that are chosen")
    func keys() throws {
        let chosen = try settings(["ODORI_MOTION": "kling,fal", "ODORI_MUSIC": "minimax"])
        #expect(chosen.providers.tariffs.music == .each(150_000))
        do throws(SettingsProblems) {
            try chosen.checkForWork()
            Issue.record("nothing is missed")
        } catch {
            let names = ["KLING_API_KEY", "FAL_KEY", "MINIMAX_API_KEY", "ODORI_PUBLIC_URL"]
            #expect(error.problems.map(\.name) == names)
        }
    }

    @Test("addresses for callbacks are handed out over https, or over http where that is asked for")
    func callbacks() throws {
        let open = ["ODORI_PUBLIC_URL": "https://odori.example"]
        let plain = ["ODORI_PUBLIC_URL": "http://127.0.0.1:8080"]
        #expect(try settings(open).handsOutCallbacks)
        #expect(try !settings(plain).handsOutCallbacks && !settings([:]).handsOutCallbacks)
        #expect(try settings(plain.merging(["ODORI_CALLBACKS": "always"]) { $1 }).handsOutCallbacks)
        #expect(try !settings(open.merging(["ODORI_CALLBACKS": "never"]) { $1 }).handsOutCallbacks)
    }
}
