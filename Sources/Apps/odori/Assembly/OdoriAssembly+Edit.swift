import OdoriConsole
import OdoriDomain
import OdoriFFmpeg
import OdoriPorts
import SystemPackage

extension OdoriAssembly {
    /// - Parameter scratch: for files in between.
    static func musicAnalyst(scratch: FilePath) -> some MusicAnalyst {
        AubioDanceAnalyst(scratch: scratch)
    }

    /// - Parameter scratch: for files in between.
    static func editSession(scratch: FilePath, encoder: VideoEncoder) -> EditSession {
        let analyst = AubioDanceAnalyst(scratch: scratch)
        let composer = FFmpegMediaComposer(scratch: scratch, encoder: encoder)
        return EditSession(media: composer, dances: analyst, songs: analyst, illustrator: composer)
    }
}
