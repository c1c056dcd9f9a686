import Foundation

/// Seeds of schedules in which a promise was broken once, one a line, with what it was.
enum KeptSeeds {
    static func read() throws -> [UInt64] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Kept/seeds.txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            UInt64(line.prefix { $0.isNumber })
        }
    }
}
