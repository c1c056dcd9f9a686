import OdoriDomain
import Testing

@Suite("A provider's circuit")
struct ProviderCircuitTests {
    private static let start = Timestamp(seconds: 1_770_000_000)
    private static let down = OdoriError(.providerUnavailable, "503", .transient)

    @Test("a provider that is well is open to everything")
    func well() {
        let circuit = ProviderCircuit(provider: "kling")
        #expect(circuit.admission(of: .order, now: Self.start) == .open)
        #expect(circuit.admission(of: .question, now: Self.start) == .open)
        #expect(!circuit.isPaused && circuit.complaint == nil)
    }

    @Test("a provider that fails is left alone for some seconds, then one may try, and the others wait")
    func opens() throws {
        var circuit = ProviderCircuit(provider: "kling")
        circuit.fail(Self.down, now: Self.start)
        let probeAt = try #require(circuit.outage?.probeAt)
        #expect((Self.start + .seconds(5)...Self.start + .milliseconds(7500)).contains(probeAt))
        #expect(circuit.admission(of: .question, now: Self.start) == .paused(until: probeAt))
        #expect(circuit.admission(of: .order, now: probeAt) == .probe)
        circuit.beginProbe(now: probeAt)
        #expect(circuit.admission(of: .order, now: probeAt) == .paused(until: probeAt + .seconds(10)))
        #expect(circuit.pausedSince == Self.start)
        #expect(circuit.complaint?.contains(Self.start.rfc3339) == true)
    }

    @Test("a probe that is never heard of leaves its turn to another after a minute")
    func lostProbe() throws {
        var circuit = ProviderCircuit(provider: "kling")
        circuit.fail(Self.down, now: Self.start)
        let probeAt = try #require(circuit.outage?.probeAt)
        circuit.beginProbe(now: probeAt)
        #expect(circuit.admission(of: .order, now: probeAt + .seconds(60)) == .probe)
    }

    @Test("pauses double from probe to probe and end at five minutes and a half of that, and differ from case to case")
    func backsOff() throws {
        var circuit = ProviderCircuit(provider: "kling")
        var now = Self.start
        var pauses: [Int64] = []
        circuit.fail(Self.down, now: now)
        for _ in 0..<12 {
            let probeAt = try #require(circuit.outage?.probeAt)
            pauses.append(probeAt.milliseconds - now.milliseconds)
            now = probeAt
            circuit.beginProbe(now: now)
            circuit.fail(Self.down, now: now)
        }
        for (index, pause) in pauses.enumerated() {
            let step = min(120_000, 5000 << Int64(index))
            #expect(pause >= step && pause <= step * 3 / 2)
        }
        #expect(Set(pauses.suffix(6)).count > 1)
        #expect(circuit.outage?.since == Self.start)
    }

    @Test("what fails that was begun before the pause makes it no longer")
    func lateFailures() {
        var circuit = ProviderCircuit(provider: "kling")
        circuit.fail(Self.down, now: Self.start)
        let before = circuit
        for second in 1...20 { circuit.fail(Self.down, now: Self.start + .seconds(second)) }
        #expect(circuit == before)
    }

    @Test("an operator's pause holds orders back, lets questions through, and outlasts an outage")
    func hold() {
        var circuit = ProviderCircuit(provider: "kling")
        circuit.hold(because: "the bill is looked into", now: Self.start)
        #expect(circuit.admission(of: .question, now: Self.start) == .open)
        #expect(circuit.admission(of: .order, now: Self.start) == .paused(until: Self.start + .seconds(30)))
        circuit.fail(Self.down, now: Self.start)
        circuit.recover()
        #expect(circuit.isPaused)
        #expect(circuit.complaint?.contains("the bill is looked into") == true)
        circuit.resume()
        #expect(!circuit.isPaused)
    }

    @Test(
        "only what says that a provider is not well counts against it",
        arguments: [
            (OdoriError(.providerUnavailable, "503", .transient), ProviderSignal.failed),
            (OdoriError(.answerLost, "timeout", .transient), .failed),
            (OdoriError(.internalError, "unforeseen", .transient), .failed),
            (OdoriError(.contentPolicy, "refused"), .answered),
            (OdoriError(.providerArrears, "1102"), .answered),
            (OdoriError(.providerRefused, "no such model"), .answered),
            (OdoriError(.providerUnavailable, "quota", .throttled(retryAfter: nil)), .neither),
            (OdoriError(.unverifiedOutput, "no picture", .transient), .neither),
            (OdoriError(.storeUnavailable, "no disk", .transient), .neither),
            (OdoriError(.cancelled, "called off", .cancelled), .neither),
        ])
    func signals(_ error: OdoriError, _ signal: ProviderSignal) {
        #expect(ProviderSignal(error) == signal)
    }
}
