import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

extension ObjectStoreConformance {
    static let storing: [Case] = [
        with("a stored file comes back with its size, checksums, type and metadata") { store, place in
            let name = try place.name("digits.txt")
            let attributes = ObjectAttributes(contentType: "text/plain", metadata: ["odori-key": "k", "who": "mio"])
            let put = try await store.put(place.file("123456789"), as: name, attributes, if: .absent)
            let found = try await store.info(name)
            let copy = place.newPath()
            let downloaded = try await store.download(name, to: copy)
            #expect(put.bytes == 9)
            #expect(put.crc32c == "e3069283")
            #expect(put.sha256 == "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")
            #expect(put.attributes == attributes)
            #expect(found == put && downloaded == put)
            #expect(try content(of: copy) == Array("123456789".utf8))
        },
        with("an empty file is an object too") { store, place in
            let name = try place.name("empty")
            let put = try await store.put(place.file([]), as: name, attributes, if: .absent)
            let copy = place.newPath()
            try await store.download(name, to: copy)
            #expect(put.bytes == 0 && put.crc32c == "00000000")
            #expect(put.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
            #expect(try content(of: copy).isEmpty)
        },
        with("a file of several pieces comes back whole") { store, place in
            let bytes = noise(2_500_001)
            let name = try place.name("deep/down/in/folders/clip.mp4")
            try await store.put(place.file(bytes), as: name, attributes, if: .absent)
            let copy = place.newPath()
            try await store.download(name, to: copy)
            #expect(try content(of: copy) == bytes)
        },
        with("the stored file is a copy: what becomes of the original does not matter") { store, place in
            let name = try place.name("a")
            let file = try place.file("before")
            try await store.put(file, as: name, attributes, if: .absent)
            try Data("after!".utf8).write(to: URL(filePath: file.string))
            let copy = place.newPath()
            try await store.download(name, to: copy)
            #expect(try content(of: copy) == Array("before".utf8))
        },
        with("a download replaces what the file held") { store, place in
            let name = try place.name("a")
            try await store.put(place.file("short"), as: name, attributes, if: .absent)
            let file = try place.file("something longer than that")
            try await store.download(name, to: file)
            #expect(try content(of: file) == Array("short".utf8))
        },
        with("what is not stored has no info") { store, place in
            let found = try await store.info(place.name("missing"))
            #expect(found == nil)
        },
        with("what is not stored cannot be had: the stage that made it must run again") { store, place in
            let missing = try place.name("missing")
            let other = try place.name("other")
            let lost = OdoriError(.checkpointLost, "")
            await #expect(throws: lost) { try await store.download(missing, to: place.newPath()) }
            await #expect(throws: lost) { _ = try await store.read(missing, range: 0..<1) }
            await #expect(throws: lost) { try await store.copy(missing, to: other, attributes, if: .none) }
            let found = try await store.info(other)
            #expect(found == nil)
        },
        with("a file that does not exist stores nothing") { store, place in
            let name = try place.name("a")
            await #expect(throws: (any Error).self) {
                try await store.put(place.newPath(), as: name, attributes, if: .none)
            }
            let found = try await store.info(name)
            #expect(found == nil)
        },
    ]
}
