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
        #expect(keys.holder(of: "one")?.owner == APIFixture.anna)
        #expect(keys.holder(of: "two")?.owner == APIFixture.ben)
    }

    @Test("a key's digest is no key, nor is a part of a key", arguments: ["", "on", "onee", "One", "three"])
    func stranger(key: String) {
        #expect(keys.holder(of: key) == nil)
        #expect(keys.holder(of: hexSHA256(Data("one".utf8))) == nil)
    }

    @Test("a malformed digest matches nothing, not even the empty key", arguments: ["", "zz", "abc"])
    func malformed(digest: String) {
        let keys = BearerKeys([(APIFixture.anna, digest)])
        #expect(keys.holder(of: "") == nil)
        #expect(keys.holder(of: digest) == nil)
    }
}
