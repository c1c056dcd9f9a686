import Testing

@testable import OdoriStudio

@Suite("Performances")
struct PerformanceTests {
    @Test("twelve drawings a second, never two alike in a row", arguments: StudioReferences.all)
    func drawings(entry: StudioReferences.Entry) {
        let performance = Performance(entry.choreography, duration: 10, expressions: 4)
        #expect(performance.moments.count == 120)
        for (first, second) in zip(performance.moments, performance.moments.dropFirst()) {
            #expect(first.pose != second.pose)
        }
    }

    @Test("hair trails behind the head and stays within reach", arguments: StudioReferences.all)
    func trailing(entry: StudioReferences.Entry) {
        let performance = Performance(entry.choreography, duration: 10, expressions: 4)
        let reaches = performance.moments.map(\.sway.hairEnd.length)
        #expect((reaches.max() ?? 0) > 40)
        #expect((reaches.max() ?? 0) <= 171)
        #expect(performance.moments[0].sway == .still)
    }

    @Test("a face blinks and sings in ten seconds")
    func faces() {
        for entry in StudioReferences.all {
            let faces = Performance(entry.choreography, duration: 10, expressions: 9).moments.map(\.expression)
            #expect(faces.contains { $0.leftLid == 1 })
            #expect(faces.contains { $0.mouth > 0.5 })
            #expect(faces.filter { $0.leftLid < 0.5 }.count > 90)
        }
    }
}
