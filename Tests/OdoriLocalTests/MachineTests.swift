import OdoriDomain
import OdoriLocal
import OdoriTesting
import Testing

@Suite("clock, ids, signatures")
struct MachineTests {
    @Test("a signature is HMAC-SHA-256 in hex")
    func vectors() {
        let signer = HMACSigner(secret: "Jefe")
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(signer.signature(of: "what do ya want for nothing?") == expected)
        #expect(signer.isValid(expected, of: "what do ya want for nothing?"))
    }

    @Test(
        "another text, another secret, a cut or altered signature are not valid",
        arguments: ["", "5b", "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"]
    )
    func refused(_ wrong: String) {
        let signer = HMACSigner(secret: "Jefe")
        let text = "what do ya want for nothing?"
        #expect(!signer.isValid(wrong, of: text))
        #expect(!signer.isValid(signer.signature(of: text + " "), of: text))
        #expect(!signer.isValid(HMACSigner(secret: "jefe").signature(of: text), of: text))
        #expect(!signer.isValid(signer.signature(of: text) + "0", of: text))
    }

    @Test("ids are UUIDs of version 4, tokens hex, and none comes twice")
    func identifiers() {
        let source = RandomIdentifiers()
        let ids = (0..<500).map { _ in source.jobID() }
        #expect(Set(ids).count == 500)
        #expect(
            ids.allSatisfy {
                $0.rawValue.dropFirst(14).first == "4" && "89ab".contains($0.rawValue.dropFirst(19).prefix(1))
            }
        )
        let tokens = (0..<500).map { _ in source.token(bytes: 16) }
        #expect(Set(tokens).count == 500 && tokens.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
        #expect(source.token(bytes: 0) == "")
    }

    @Test("ids after a clock are UUIDs of version 7, which sort as their times do")
    func orderedIdentifiers() {
        let clock = ManualClock()
        let source = RandomIdentifiers(after: clock)
        let ids = (0..<500).map { _ in
            clock.advance(by: .milliseconds(1))
            return source.jobID().rawValue
        }
        #expect(ids == ids.sorted() && Set(ids).count == 500)
        #expect(ids.allSatisfy { $0.dropFirst(14).first == "7" && "89ab".contains($0.dropFirst(19).prefix(1)) })
        let milliseconds = ids.last.flatMap { Int64($0.prefix(8) + $0.dropFirst(9).prefix(4), radix: 16) }
        #expect(milliseconds == clock.now.milliseconds)
        #expect(Set(ids.map { $0.dropFirst(24) }).count == 500)
    }

    @Test("the clock goes on, and a cancelled sleep ends at once")
    func clock() async throws {
        let clock = SystemClock()
        let before = clock.now
        await withTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await clock.sleep(for: .seconds(600)) }
            }
            group.cancelAll()
        }
        #expect(clock.now >= before && clock.now.seconds > 1_700_000_000)
    }
}
