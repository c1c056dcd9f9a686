import OdoriConsole
import OdoriFFmpeg
import SystemPackage

extension OdoriAssembly {
    /// - Parameter scratch: for files in between.
    static func editSession(scratch: FilePath) -> EditSession {
        let analyst = AubioDanceAnalyst(scratch: scratch)
        return EditSession(media: FFmpegMediaComposer(scratch: scratch), dances: analyst, songs: analyst)
    }
}
