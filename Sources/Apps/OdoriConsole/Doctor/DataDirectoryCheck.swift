import Foundation
package import SystemPackage

/// Whether what is made can be kept.
package enum DataDirectoryCheck {
    /// Looks without changing anything; a directory that is not there yet is judged by the nearest one that is.
    package static func finding(_ path: FilePath) -> Diagnosis.Finding {
        let files = FileManager.default
        var nearest = path
        while !files.fileExists(atPath: nearest.string), nearest.removeLastComponent() {}
        guard files.isWritableFile(atPath: nearest.string) else { return .bad("\(nearest) cannot be written") }
        let space = try? files.attributesOfFileSystem(forPath: nearest.string)[.systemFreeSize]
        let free = (space as? NSNumber).map { ", \($0.int64Value >> 30) GiB free" } ?? ""
        return nearest == path ? .good("\(path)\(free)") : .notice("\(path), not made yet\(free)")
    }
}
