import OdoriDomain
import Testing

@Suite("Content rules")
struct ContentRulesTests {
    @Test(
        "find words and phrases whatever stands around them, and say which rule is broken",
        arguments: [
            ("A cheerful Teen, dancing", "“teen” must not be said of an adult character"),
            ("wears a school\nuniform", "“school uniform” must not be said of an adult character"),
            ("in see-through silk", "“see through” does not belong in tasteful fashion and dance direction"),
            ("like Attack on Titan!", "“attack on titan” is an existing work or brand; the character must be original"),
            ("looks like Naomi Osaka", "a real person or a known figure must not be named"),
            ("one piece of jewellery", "“one piece” is an existing work or brand; the character must be original"),
        ])
    func broken(text: String, complaint: String) {
        #expect(ContentRules.complaint(about: text) == complaint)
    }

    @Test(
        "leave alone what only looks like one",
        arguments: [
            "", "…", "kidney-shaped sunglasses", "a minority of sequins", "an explicitly bright palette",
            "high above the school", "dance of the titan", "踊る大人の女性", "attack on",
        ])
    func kept(text: String) {
        #expect(ContentRules.complaint(about: text) == nil)
    }

    @Test("tell of what stands first in the text")
    func first() {
        #expect(ContentRules.complaint(about: "lewd teen")?.contains("lewd") == true)
        #expect(ContentRules.complaint(about: "teen, lewd")?.contains("teen") == true)
    }
}
