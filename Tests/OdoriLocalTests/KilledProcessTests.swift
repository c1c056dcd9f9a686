import Foundation
import OdoriDomain
import OdoriPorts
import SystemPackage
import Testing

@testable import OdoriLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a `kill -9` leaves behind: each case dies in a process of its own.
@Suite("after a killed process", .serialized)
struct KilledProcessTests {
    @Test("every commit that was answered is there, and none is half there")
    func sqlite() async throws {
        try await withTestDirectory { directory in
            let root = directory.string
            await #expect(processExitsWith: .signal(SIGKILL)) { [root = root as String] in
                let store = try SQLiteDocumentStore(path: FilePath(root + "/odori.sqlite"))
                let log = try OpenFile(FilePath(root + "/answered"), O_WRONLY | O_CREAT | O_APPEND)
                try await withThrowingTaskGroup { group in
                    for writer in 0..<8 {
                        group.addTask {
                            for number in 0... {
                                try await store.commit(pair("\(writer)-\(number)"))
                                try Array("\(writer)-\(number)\n".utf8).withUnsafeBytes { try log.append($0) }
                                if number == 40, writer == 3 { kill(getpid(), SIGKILL) }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let answered = try String(contentsOfFile: root + "/answered", encoding: .utf8).split(separator: "\n")
            #expect(answered.count > 40)
            let store = try SQLiteDocumentStore(path: directory.appending("odori.sqlite"))
            for id in answered {
                let found = try await store.get([DocumentKey("left", String(id)), DocumentKey("right", String(id))])
                #expect(found.allSatisfy { $0 != nil }, "\(id)")
            }
            for writer in 0..<8 {
                for number in 0..<200 {
                    let id = "\(writer)-\(number)"
                    let found = try await store.get([DocumentKey("left", id), DocumentKey("right", id)])
                    #expect((found[0] == nil) == (found[1] == nil), "\(id)")
                }
            }
            try store.close()
        }
    }

    @Test("an object is the old one or the new one, with what belongs to it", arguments: PublicationStep.allCases)
    func replacing(_ step: PublicationStep) async throws {
        try await withTestDirectory { directory in
            let name = try #require(ObjectName(rawValue: "dances/mio.mp4"))
            let before = try await DirectoryObjectStore(root: directory)
                .put(file("before", in: directory), as: name, attributes("old"), if: .absent)
            await dieWriting("after!", at: step, in: directory)
            let store = try DirectoryObjectStore(root: directory)
            let found = try #require(try await store.info(name))
            let isNew = step == .placed || step == .cleaned
            #expect(found.attributes == attributes(isNew ? "new" : "old"))
            #expect((found.generation == before.generation) == !isNew)
            let copy = directory.appending("copy")
            try await store.download(name, to: copy)
            #expect(try String(contentsOfFile: copy.string, encoding: .utf8) == (isNew ? "after!" : "before"))
            // The next writer is not hindered.
            try await store.put(
                file("third", in: directory),
                as: name,
                attributes("third"),
                if: .generation(found.generation)
            )
        }
    }

    @Test("an object that was being made is there whole or not at all", arguments: PublicationStep.allCases)
    func creating(_ step: PublicationStep) async throws {
        try await withTestDirectory { directory in
            await dieWriting("after!", at: step, in: directory)
            let store = try DirectoryObjectStore(root: directory)
            let name = try #require(ObjectName(rawValue: "dances/mio.mp4"))
            let found = try await store.info(name)
            let listed = try await store.list(prefix: "", after: nil, limit: 9)
            if step == .placed || step == .cleaned {
                #expect(found?.attributes == attributes("new") && listed.count == 1)
            } else {
                #expect(found == nil && listed.isEmpty)
                try await store.put(file("again", in: directory), as: name, attributes("again"), if: .absent)
            }
        }
    }

    private func dieWriting(_ text: String, at step: PublicationStep, in directory: FilePath) async {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [root = directory.string as String, wanted = step.rawValue as String, text = text as String] in
            let store = try DirectoryObjectStore(root: FilePath(root)) { step in
                if step.rawValue == wanted { kill(getpid(), SIGKILL) }
            }
            let name = try #require(ObjectName(rawValue: "dances/mio.mp4"))
            try await store.put(file(text, in: FilePath(root)), as: name, attributes("new"), if: .none)
        }
    }
}

private func pair(_ id: String) -> [DocumentWrite] {
    ["left", "right"].map {
        DocumentWrite(.put(json: Data("{\"id\":\"\(id)\"}".utf8)), DocumentKey($0, id), if: .absent)
    }
}

private func attributes(_ key: String) -> ObjectAttributes {
    ObjectAttributes(contentType: "video/mp4", metadata: [ObjectAttributes.keyName: key])
}

private func file(_ text: String, in directory: FilePath) throws -> FilePath {
    let path = directory.appending("source-" + UUID().uuidString)
    try Data(text.utf8).write(to: URL(filePath: path.string))
    return path
}
