import FoundationEssentials
package import OdoriDomain
package import SystemPackage

/// Where the synthesiser's instruments are.
package enum Soundfont {
    /// Where Debian's package timgm6mb-soundfont puts it.
    package static let standard: FilePath = "/usr/share/sounds/sf2/TimGM6mb.sf2"

    /// Makes sure that the file is there: fluidsynth itself would render silence without it and call that a success.
    ///
    /// - Throws: `tool_missing` (permanent), naming the package to install.
    package static func check(_ path: FilePath) throws(OdoriError) {
        guard FileManager.default.isReadableFile(atPath: path.string) else {
            throw OdoriError(
                .toolMissing,
                "there is no soundfont at \(path): install Debian's package timgm6mb-soundfont"
            )
        }
    }
}
