import Foundation
import OdoriDomain
import OdoriSettings
import Testing

@Suite("API keys in the environment")
struct APIKeyTests {
    private static let digest = hexSHA256(Data("third".utf8))

    @Test("a single key belongs to the local owner")
    func single() throws {
        let api = try Settings(environment: ["PIPELINE_API_KEY": "only"]).api
        #expect(api.keys == [APIKey(owner: .local, sha256: hexSHA256(Data("only".utf8)))])
        #expect(api.clientKey?.value == "only")
    }

    @Test("keys are bound to owners, in clear or as digests")
    func several() throws {
        let text = "one:first,two:sha256:\(Self.digest.uppercased())"
        let api = try Settings(environment: ["PIPELINE_API_KEYS": text]).api
        #expect(api.keys.map(\.owner.rawValue) == ["one", "two"])
        #expect(api.keys.map(\.sha256) == [hexSHA256(Data("first".utf8)), Self.digest])
        #expect(api.clientKey?.value == "first")
    }

    @Test(
        "a malformed entry is refused without being quoted",
        arguments: [
            "hush-hush", "bad owner:hush-hush", ":hush-hush", "shared:hush-hush", "one:sha256:hush-hush",
            "one:hush hush", "one:hush-hush,two:hush-hush", "one:",
        ]
    )
    func malformed(text: String) {
        #expect {
            try Settings(environment: ["PIPELINE_API_KEYS": text])
        } throws: { error in
            guard let problems = error as? SettingsProblems else { return false }
            return problems.problems.map(\.name) == ["PIPELINE_API_KEYS"] && !problems.description.contains("hush")
        }
    }

    @Test("secrets show in no description and in no listing")
    func hidden() throws {
        let environment = [
            "PIPELINE_API_KEY": "hush-1", "PIPELINE_API_KEYS": "one:hush-2", "ODORI_LINK_SECRET": "hush-3",
        ]
        let settings = try Settings(environment: environment)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hush"))
        #expect(!"\(settings) \(String(reflecting: settings))".contains("hush"))
        let listing = SettingsListing(environment: environment).lines
        #expect(listing.filter { $0.value == "(hidden)" }.count == 3)
        #expect(!"\(listing)".contains("hush"))
    }
}
