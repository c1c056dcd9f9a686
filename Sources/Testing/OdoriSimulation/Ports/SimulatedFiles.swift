import Foundation
import OdoriDomain
import OdoriPorts
import Synchronization
import SystemPackage

/// The working files of a schedule: a file is a line of text that says what it was made of. Only what the engine itself opens lies on
/// the disk.
final class SimulatedFiles: Sendable {
    private struct State {
        /// By directory, then by path.
        var contents: [String: [String: String]] = [:]
        var next = 0
        /// Directories that are empty and belong to nobody: making one takes longer than most steps.
        var free: [FilePath] = []
    }

    private let root: String
    private let state = Mutex(State())

    init(root: String) {
        self.root = root
    }

    func write(_ text: String, to file: FilePath) {
        let directory = file.removingLastComponent().string
        state.withLock { $0.contents[directory, default: [:]][file.string] = text }
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
        let directory = file.removingLastComponent().string
        if let text = state.withLock({ $0.contents[directory]?[file.string] }) { return text }
        return String(decoding: try Data(contentsOf: URL(filePath: file.string)), as: UTF8.self)
    }

    func newDirectory() throws -> FilePath {
        if let free = state.withLock({ $0.free.popLast() }) { return free }
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let path = "\(root)-\(number)"
        guard mkdir(path, 0o700) == 0 else { throw Errno(rawValue: errno) }
        return FilePath(path)
    }

    /// Empties a directory, so that it can be lent to another.
    func remove(_ directory: FilePath) throws {
        let names = state.withLock { $0.contents.removeValue(forKey: directory.string) ?? [:] }
        for name in names.keys where name.hasSuffix(".png") { unlink(name) }
        // The engine writes its reports itself.
        for name in Self.reports { unlink("\(directory.string)/\(name)") }
        state.withLock { $0.free.append(directory) }
    }

    /// Removes every directory that was made, when the schedule is over.
    func end() throws {
        for directory in state.withLock({ $0.free }) where rmdir(directory.string) != 0 {
            try FileManager.default.removeItem(atPath: directory.string)
        }
    }

    private static let reports = ["report.json", "kpop_soundtrack_report.json", "orig_soundtrack_report.json"]

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
