import OdoriDomain
import SystemPackage

/// Stretches of black or frozen picture.
struct PictureFaults: Hashable {
    /// Seconds without change that count as frozen; a dance drawn on twos holds a picture for a fifteenth of a second.
    static let frozenSeconds = 1.0
    /// Shorter black is an effect.
    static let blackSeconds = 0.5

    private(set) var longestBlack = 0.0
    private(set) var longestFrozen = 0.0

    /// The finders of faults; they look at small pictures, in which the encoder's noise is averaged out.
    ///
    /// - Parameter file: where their marks go.
    static func finder(into file: FilePath) -> String {
        """
        blackdetect=d=\(blackSeconds.filterText):pix_th=0.10,freezedetect=n=0.001:d=\(frozenSeconds.filterText),\
        metadata=mode=print:file=\(FilterPath.quoted(file.string))
        """
    }

    /// Reads the marks: each stretch has a start, and an end unless it lasts to the end of the video.
    ///
    /// - Parameter end: of the video, in seconds.
    init(marks: String, end: Double) {
        var starts: [Substring: Double] = [:]
        for line in marks.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "="), let value = Double(line[line.index(after: equals)...])
            else { continue }
            switch line[..<equals] {
            case "lavfi.black_start": starts["black"] = value
            case "lavfi.black_end": close("black", at: value, &starts)
            case "lavfi.freezedetect.freeze_start": starts["frozen"] = value
            case "lavfi.freezedetect.freeze_end": close("frozen", at: value, &starts)
            default: continue
            }
        }
        close("black", at: end, &starts)
        close("frozen", at: end, &starts)
    }

    private mutating func close(_ kind: Substring, at end: Double, _ starts: inout [Substring: Double]) {
        guard let start = starts.removeValue(forKey: kind) else { return }
        if kind == "black" {
            longestBlack = max(longestBlack, end - start)
        } else {
            longestFrozen = max(longestFrozen, end - start)
        }
    }
}
