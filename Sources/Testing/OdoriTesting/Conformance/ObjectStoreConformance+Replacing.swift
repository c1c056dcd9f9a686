import Foundation
import OdoriDomain
import OdoriPorts
import Testing

extension ObjectStoreConformance {
    static let replacing: [Case] = [
        with("absent refuses an existing object and tells what is stored") { store, place in
            let name = try place.name("a")
            let first = try await store.put(place.file("first"), as: name, attributes, if: .absent)
            await #expect {
                try await store.put(place.file("second"), as: name, attributes, if: .absent)
            } throws: { error in
                (error as? ObjectPreconditionFailed)?.current == first
            }
            let found = try await store.info(name)
            #expect(found == first)
        },
        with("a generation is replaced once; whoever comes late with it is refused") { store, place in
            let name = try place.name("a")
            let first = try await store.put(place.file("1"), as: name, attributes, if: .none)
            let second = try await store.put(place.file("2"), as: name, attributes, if: .generation(first.generation))
            #expect(first.generation != second.generation)
            await #expect(throws: ObjectPreconditionFailed.self) {
                try await store.put(place.file("3"), as: name, attributes, if: .generation(first.generation))
            }
            let missing = try place.name("missing")
            await #expect {
                try await store.put(place.file("3"), as: missing, attributes, if: .generation(first.generation))
            } throws: { error in
                (error as? ObjectPreconditionFailed).map { $0.current == nil } ?? false
            }
            let found = try await store.info(name)
            #expect(found == second)
        },
        with("a replaced object has its own type, metadata and checksums") { store, place in
            let name = try place.name("a")
            try await store.put(place.file("first"), as: name, attributes, if: .none)
            let other = ObjectAttributes(contentType: "video/mp4", metadata: ["odori-key": "key-2"])
            try await store.put(place.file("second, longer"), as: name, other, if: .none)
            let found = try #require(try await store.info(name))
            #expect(found.attributes == other && found.bytes == 14)
        },
        with("the same bytes again are another generation, also after a delete") { store, place in
            let name = try place.name("a")
            var generations: Set<String> = []
            for _ in 0..<3 {
                generations.insert(try await store.put(place.file("same"), as: name, attributes, if: .none).generation)
            }
            try await store.delete(name)
            generations.insert(try await store.put(place.file("same"), as: name, attributes, if: .absent).generation)
            #expect(generations.count == 4)
        },
        with("a deleted object is gone, deleting it again is no error") { store, place in
            let name = try place.name("a/b/c")
            try await store.put(place.file("x"), as: name, attributes, if: .none)
            try await store.delete(name)
            try await store.delete(name)
            try await store.delete(place.name("never/was"))
            let found = try await store.info(name)
            let listed = try await store.list(prefix: place.folder, after: nil, limit: 9)
            #expect(found == nil && listed.isEmpty)
        },
        with("a copy has the source's bytes and its own attributes, under its own precondition") { store, place in
            let source = try place.name("tmp/clip.mp4")
            let target = try place.name("dances/clip.mp4")
            let bytes = noise(1_300_000)
            let original = try await store.put(place.file(bytes), as: source, attributes, if: .absent)
            let other = ObjectAttributes(contentType: "video/mp4", metadata: ["odori-key": "publish"])
            let copy = try await store.copy(source, to: target, other, if: .absent)
            #expect(copy.name == target && copy.attributes == other)
            #expect(copy.crc32c == original.crc32c && copy.sha256 == original.sha256 && copy.bytes == original.bytes)
            await #expect(throws: ObjectPreconditionFailed.self) {
                try await store.copy(source, to: target, other, if: .absent)
            }
            try await store.copy(source, to: target, attributes, if: .generation(copy.generation))
            try await store.delete(source)
            let file = place.newPath()
            try await store.download(target, to: file)
            #expect(try content(of: file) == bytes)
        },
        with("of sixteen that create one object just one wins, and its bytes are kept") { store, place in
            let name = try place.name("claim")
            let outcomes = try await withThrowingTaskGroup { group in
                for number in 0..<16 {
                    let file = try place.file("writer \(number)")
                    group.addTask { () -> ObjectInfo? in
                        do {
                            return try await store.put(file, as: name, attributes, if: .absent)
                        } catch is ObjectPreconditionFailed {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.compactMap { $0 }
            let found = try await store.info(name)
            #expect(winners.count == 1 && found == winners.first)
        },
        with("while an object is replaced again and again, its bytes and what is said of them always agree") {
            store,
            place in
            let name = try place.name("busy")
            let files = try (0..<4).map { try place.file(noise(10_000 + $0)) }
            try await store.put(files[0], as: name, attributes, if: .none)
            try await withThrowingTaskGroup { group in
                for writer in 0..<2 {
                    group.addTask {
                        for turn in 0..<20 {
                            let metadata = ["odori-key": "\((writer + turn) % 4)"]
                            let said = ObjectAttributes(contentType: "x/y", metadata: metadata)
                            try await store.put(files[(writer + turn) % 4], as: name, said, if: .none)
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<40 {
                        let copy = place.newPath()
                        let info = try await store.download(name, to: copy)
                        let bytes = try content(of: copy)
                        #expect(Int64(bytes.count) == info.bytes)
                        let key = info.attributes.metadata["odori-key"]
                        #expect(key == "key-1" || key == "\(info.bytes - 10_000)")
                    }
                }
                try await group.waitForAll()
            }
        },
    ]
}
