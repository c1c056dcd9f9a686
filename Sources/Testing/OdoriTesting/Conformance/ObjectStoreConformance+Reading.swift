import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension ObjectStoreConformance {
    static let reading: [Case] = [
        with("a range is just its bytes, in pieces of a megabyte at most") { store, place in
            let bytes = noise(2_300_000)
            let name = try place.name("clip.mp4")
            try await store.put(place.file(bytes), as: name, attributes, if: .absent)
            for range in [0..<1, 0..<2_300_000, 1_048_575..<1_048_577, 100..<2_200_000, 2_299_999..<2_300_000] {
                let found = try await read(name, Int64(range.lowerBound)..<Int64(range.upperBound), from: store)
                #expect(found == Array(bytes[range]), "\(range)")
            }
        },
        with("of a range that reaches past the end there is what there is") { store, place in
            let name = try place.name("a")
            try await store.put(place.file("0123456789"), as: name, attributes, if: .absent)
            let reaching = try await read(name, 8..<100, from: store)
            let beyond = try await read(name, 50..<100, from: store)
            let empty = try await read(name, 3..<3, from: store)
            #expect(reaching == Array("89".utf8) && beyond.isEmpty && empty.isEmpty)
        },
        with("a range can be read twice, and by two at once") { store, place in
            let bytes = noise(1_200_000)
            let name = try place.name("a")
            try await store.put(place.file(bytes), as: name, attributes, if: .absent)
            async let first = read(name, 0..<1_200_000, from: store)
            async let second = read(name, 5..<1_000_000, from: store)
            let found = try await (first, second)
            #expect(found.0 == bytes && found.1 == Array(bytes[5..<1_000_000]))
        },
    ]

    private static func read(_ name: ObjectName, _ range: Range<Int64>, from store: any ObjectStore) async throws
        -> [UInt8]
    {
        var found: [UInt8] = []
        for try await chunk in try await store.read(name, range: range) {
            #expect(!chunk.isEmpty && chunk.count <= 1 << 20)
            found += chunk
        }
        return found
    }
}
