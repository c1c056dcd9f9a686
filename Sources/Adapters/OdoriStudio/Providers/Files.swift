import Foundation
import OdoriDomain
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The few things that the studio does with files; what the disk refuses may work later, so it is transient.
enum Files {
    static func exists(_ file: FilePath) -> Bool {
        FileManager.default.fileExists(atPath: file.string)
    }

    static func write(_ data: Data, to file: FilePath) throws {
        try mapped { try data.write(to: URL(filePath: file.string)) }
    }

    /// Writes a file whole or not at all.
    static func writeAtomically(_ data: Data, to file: FilePath) throws {
        try mapped { try data.write(to: URL(filePath: file.string), options: .atomic) }
    }

    static func read(_ file: FilePath) throws -> Data {
        try mapped { try Data(contentsOf: URL(filePath: file.string)) }
    }

    static func makeDirectory(_ path: FilePath) throws {
        try mapped { try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true) }
    }

    /// Puts a file in another's place, in one step on the same disk.
    static func move(_ file: FilePath, to target: FilePath) throws {
        guard rename(file.string, target.string) == 0 else {
            throw OdoriError(.toolFailed, "cannot move \(file) to \(target): errno \(errno)", .transient)
        }
    }

    static func copy(_ file: FilePath, to target: FilePath) throws {
        try mapped {
            if FileManager.default.fileExists(atPath: target.string) {
                try FileManager.default.removeItem(atPath: target.string)
            }
            try FileManager.default.copyItem(atPath: file.string, toPath: target.string)
        }
    }

    private static func mapped<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch {
            throw OdoriError(.toolFailed, "the studio's files cannot be used: \(error)", .transient)
        }
    }
}
