import Foundation
import OdoriAPI
import OdoriDomain
import Testing

@Suite("Keys")
struct BearerKeysTests {
    private let keys = BearerKeys([
        (APIFixture.anna, hexSHA256(Data("one".utf8))), (APIFixture.ben, hexSHA256(Data("two".utf8))),
    ])

    @Test("a key belongs to the owner it is bound to")
    func bound() {
        #expect(keys.owner(of: "one") == APIFixture.anna)
        #expect(keys.owner(of: "two") == APIFixture.ben)
    }

    @Test("a key's digest is no key, nor is a part of a key", arguments: ["", "on", "onee", "One", "three"])
    func stranger(key: String) {
        #expect(keys.owner(of: key) == nil)
        #expect(keys.owner(of: hexSHA256(Data("one".utf8))) == nil)
    }

    @Test("a malformed digest matches nothing, not even the empty key", arguments: ["", "zz", "abc"])
    func malformed(digest: String) {
        let keys = BearerKeys([(APIFixture.anna, digest)])
        #expect(keys.owner(of: "") == nil)
        #expect(keys.owner(of: digest) == nil)
    }
}
