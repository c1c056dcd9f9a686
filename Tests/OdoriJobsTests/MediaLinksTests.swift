import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriTesting
import Testing

@Suite("Links beside URLs")
struct MediaLinksTests {
    private func links(isGiven: Bool = true, open: String? = nil) -> MediaLinks {
        let signed = SignedMediaLinks(
            signer: HMACSigner(secret: "a secret"), clock: ManualClock(), publicURL: "https://api.example", hours: 1)
        return MediaLinks(signed, bucket: "dances", isGiven: isGiven, open: open)
    }

    @Test("where everybody may read the bucket they lead there, and never elsewhere")
    func open() {
        let links = links(open: "https://storage.googleapis.com/dances")
        #expect(
            links.link(to: "gs://dances/anime_dance/a.png")
                == "https://storage.googleapis.com/dances/anime_dance/a.png")
        #expect(links.link(to: "gs://dances/a b#?.png") == nil)
        #expect(links.link(to: "gs://other/x.png") == nil)
        #expect(links.link(to: "https://elsewhere.example/x.png") == nil)
    }

    @Test("signed ones lead through the API; without links there is none, public bucket or not")
    func others() {
        let link = links().link(to: "gs://dances/x.png")
        #expect(link?.hasPrefix("https://api.example/media/x.png?exp=") == true)
        #expect(
            links(isGiven: false, open: "https://storage.googleapis.com/dances").link(to: "gs://dances/x.png") == nil)
    }
}
