import Foundation
import OdoriDomain
import OdoriPorts
import Synchronization
import SystemPackage

/// The working files of a schedule: a file is a line of text that says what it was made of. Only what the engine itself opens lies on
/// the disk.
final class SimulatedFiles: Sendable {
    private struct State {
        var contents: [String: String] = [:]
        var next = 0
    }

    private let root: String
    private let state = Mutex(State())

    init(root: String) {
        self.root = root
    }

    func write(_ text: String, to file: FilePath) {
        state.withLock { $0.contents[file.string] = text }
    }

    /// A picture, whose header the engine reads from the disk.
    func writePicture(_ text: String, to file: FilePath) throws {
        write(text, to: file)
        let descriptor = try FileDescriptor.open(
            file, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
        try descriptor.closeAfter { _ = try descriptor.writeAll(Self.header) }
    }

    /// What a file says; one that the engine wrote itself is read from the disk.
    func read(_ file: FilePath) throws -> String {
        if let text = state.withLock({ $0.contents[file.string] }) { return text }
        return String(decoding: try Data(contentsOf: URL(filePath: file.string)), as: UTF8.self)
    }

    func newDirectory() throws -> FilePath {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let path = "\(root)-\(number)"
        guard mkdir(path, 0o700) == 0 else { throw Errno(rawValue: errno) }
        return FilePath(path)
    }

    func remove(_ directory: FilePath) throws {
        let prefix = directory.string + "/"
        let names = state.withLock { state in
            let names = state.contents.keys.filter { $0.hasPrefix(prefix) }
            for name in names { state.contents[name] = nil }
            return names
        }
        for name in names { unlink(name) }
        // What the engine wrote itself is not known here.
        if rmdir(directory.string) != 0 { try FileManager.default.removeItem(atPath: directory.string) }
    }

    /// A PNG's first bytes: 1080×1920.
    private static let header: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 56, 0, 0, 7, 128,
    ]
}

/// Scratch directories of one process. What a crash leaves is removed when the schedule ends, as a new worker does at its start.
struct SimulatedScratch: ScratchSpace {
    let files: SimulatedFiles
    let process: SimulatedProcess
    let open: OpenScratch

    func withDirectory<Result: Sendable>(
        _ label: String, _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        let directory = try files.newDirectory()
        open.add(directory, of: process)
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(directory)) } catch { result = .failure(error) }
        try files.remove(directory)
        open.remove(directory)
        return try result.get()
    }
}

/// The scratch directories that exist.
final class OpenScratch: Sendable {
    private let directories = Mutex<[FilePath: SimulatedProcess]>([:])

    func add(_ directory: FilePath, of process: SimulatedProcess) {
        directories.withLock { $0[directory] = process }
    }

    func remove(_ directory: FilePath) {
        directories.withLock { $0[directory] = nil }
    }

    var left: [FilePath] { directories.withLock { Array($0.keys) } }

    /// The names of processes that live and have not cleaned up.
    var leftOfTheLiving: [String] {
        directories.withLock { $0.values.filter { !$0.isDead }.map(\.name) }
    }
}
