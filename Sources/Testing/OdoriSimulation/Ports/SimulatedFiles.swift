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
        /// Pictures, by their directories.
        var onDisk: [String: [String]] = [:]
        /// Empty directories for the next to use: making and removing them would be a tenth of a schedule's work.
        var free: [String] = []
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
        state.withLock { state in
            state.contents[file.string] = text
            state.onDisk[file.removingLastComponent().string, default: []].append(file.string)
        }
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
        let (path, isThere) = state.withLock { state in
            if let free = state.free.popLast() { return (free, true) }
            state.next += 1
            return ("\(root)-\(state.next)", false)
        }
        if !isThere, mkdir(path, 0o700) != 0 { throw Errno(rawValue: errno) }
        return FilePath(path)
    }

    /// Empties a directory for the next who wants one.
    ///
    /// - Parameter holdsMore: the engine wrote into it itself.
    func empty(_ directory: FilePath, holdsMore: Bool) throws {
        let prefix = directory.string + "/"
        let pictures = state.withLock { state in
            for name in state.contents.keys where name.hasPrefix(prefix) { state.contents[name] = nil }
            return state.onDisk.removeValue(forKey: directory.string) ?? []
        }
        if holdsMore { return try FileManager.default.removeItem(atPath: directory.string) }
        for name in pictures { unlink(name) }
        state.withLock { $0.free.append(directory.string) }
    }

    /// Removes the directories that were kept.
    func close() throws {
        for path in state.withLock({ $0.free }) where rmdir(path) != 0 { throw Errno(rawValue: errno) }
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

    /// The stages that write reports: the only files that the engine writes itself.
    private static let reporting: Set<String> = ["master", "soundtracks"]

    func withDirectory<Result: Sendable>(
        _ label: String, _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        let directory = try files.newDirectory()
        open.add(directory, of: process)
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(directory)) } catch { result = .failure(error) }
        try files.empty(directory, holdsMore: Self.reporting.contains(label))
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
