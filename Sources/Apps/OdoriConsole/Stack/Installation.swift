import Foundation
package import SystemPackage

/// Where things lie on this machine.
package enum Installation {
    /// The directory of the running program; the servers lie beside it.
    package static var programs: FilePath {
        let link = "/proc/self/exe"
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? CommandLine.arguments[0]
        return FilePath(own).removingLastComponent()
    }

    /// A path as the children need it, wherever they stand.
    package static func absolute(_ path: String) -> FilePath {
        FilePath(URL(filePath: path).standardizedFileURL.path(percentEncoded: false))
    }
}
