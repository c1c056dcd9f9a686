import Foundation
import OdoriDomain
import Testing

@testable import OdoriSettings

@Suite("Gemini's settings")
struct GeminiSettingsTests {
    private func problems(_ environment: [String: String]) -> [String] {
        do throws(SettingsProblems) {
            try Settings(environment: environment).checkForWork()
            return []
        } catch {
            return error.problems.map(\.name)
        }
    }

    @Test("by default nothing is asked of it; live asks it for everything that it can do")
    func defaults() throws {
        #expect(try !Settings(environment: [:]).providers.gemini.isUsed)
        let live = try Settings(environment: ["ODORI_PROVIDERS": "live"]).providers
        #expect(live.gemini.concepts == .gemini && live.gemini.images == .gemini && live.gemini.analysis == .gemini)
        #expect(live.motion == .kling)
        let own = try Settings(environment: ["ODORI_PROVIDERS": "live", "ODORI_IMAGES": "studio"]).providers
        #expect(own.gemini.images == .studio && own.gemini.concepts == .gemini)
        #expect(own.tariffs.images == .free && own.tariffs.concepts.worstCallPrice > 0)
    }

    @Test("keys are a list, models have prices, addresses are bare")
    func reading() throws {
        let gemini = try Settings(environment: [
            "ODORI_CONCEPTS": "gemini", "ODORI_IMAGES": "gemini", "GEMINI_API_KEYS": "a, b",
            "GEMINI_IMAGE_MODEL": "gemini-3-pro-image", "GEMINI_BASE_URL": "http://127.0.0.1:9/",
        ]).providers.gemini
        #expect(gemini.keys.map(\.value) == ["a", "b"] && "\(gemini)".contains("(hidden)"))
        #expect(gemini.baseURL == "http://127.0.0.1:9" && gemini.version == "v1beta" && gemini.vertexLocation == nil)
        #expect(gemini.textTokens?.input == 750_000 && gemini.imageTokens?.imageOutput == 120_000_000)
    }

    @Test("Vertex AI needs no keys, and has a location of its own")
    func vertex() throws {
        let environment = ["ODORI_IMAGES": "gemini", "GOOGLE_GENAI_USE_VERTEXAI": "true"]
        #expect(try Settings(environment: environment).providers.gemini.vertexLocation == "global")
        #expect(problems(environment) == [])
    }

    @Test("Lyria composes with the same keys, or with Google Cloud's credentials, for the price of its model")
    func lyria() throws {
        let environment = ["ODORI_MUSIC": "lyria"]
        #expect(problems(environment) == ["GEMINI_API_KEYS"])
        #expect(problems(environment.merging(["GEMINI_API_KEYS": "a"]) { $1 }) == [])
        #expect(problems(environment.merging(["GOOGLE_GENAI_USE_VERTEXAI": "true"]) { $1 }) == [])
        #expect(try Settings(environment: environment).providers.tariffs.music == .each(80_000))
        let clip = environment.merging(["ODORI_LYRIA_MODEL": "lyria-3-clip-preview"]) { $1 }
        #expect(try Settings(environment: clip).providers.tariffs.music == .each(40_000))
        #expect(problems(environment.merging(["ODORI_LYRIA_MODEL": "lyria-002"]) { $1 }).contains("ODORI_LYRIA_MODEL"))
    }

    @Test(
        "what cannot be used is told by name when the work begins",
        arguments: [
            (["ODORI_IMAGES": "gemini"], "GEMINI_API_KEYS"),
            (["ODORI_ANALYSIS": "gemini"], "GEMINI_API_KEYS"),
            (["ODORI_IMAGES": "gemini", "GEMINI_API_KEYS": "a b"], "GEMINI_API_KEYS"),
            (["ODORI_IMAGES": "gemini", "GEMINI_API_KEYS": "a,a"], "GEMINI_API_KEYS"),
            (
                ["ODORI_IMAGES": "gemini", "GEMINI_API_KEYS": "a", "GEMINI_IMAGE_MODEL": "gemini-9"],
                "GEMINI_IMAGE_MODEL"
            ),
            (["ODORI_CONCEPTS": "gemini", "GEMINI_API_KEYS": "a", "GEMINI_TEXT_MODEL": "../x"], "GEMINI_TEXT_MODEL"),
            (["GEMINI_API_VERSION": "v9"], "GEMINI_API_VERSION"), (["GEMINI_BASE_URL": "gemini"], "GEMINI_BASE_URL"),
            (["ODORI_CONCEPTS": "poet"], "ODORI_CONCEPTS"),
        ])
    func bad(environment: [String: String], name: String) {
        #expect(problems(environment).contains(name))
    }
}
