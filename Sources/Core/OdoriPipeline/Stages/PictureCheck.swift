import Foundation
import OdoriDomain
import SystemPackage

/// Reads what a PNG says of itself, so that nothing else passes for a picture.
enum PictureCheck {
    /// - Throws: `unverified_output` (transient: drawing again may help) when the file is no PNG of that size.
    static func require(_ file: FilePath, width: Int, height: Int) throws(OdoriError) {
        let found = size(of: file)
        guard let found, found == (width, height) else {
            let what = found.map { "\($0.0)×\($0.1)" } ?? "no PNG"
            throw OdoriError(.unverifiedOutput, "a \(width)×\(height) picture was ordered, got \(what)", .transient)
        }
    }

    /// Width and height from a PNG's header; nil for anything else.
    static func size(of file: FilePath) -> (Int, Int)? {
        guard let handle = FileHandle(forReadingAtPath: file.string) else { return nil }
        defer { handle.closeFile() }
        let header = [UInt8](handle.readData(ofLength: 24))
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard header.count == 24, Array(header[0..<8]) == signature else { return nil }
        return (bigEndian(header[16..<20]), bigEndian(header[20..<24]))
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
