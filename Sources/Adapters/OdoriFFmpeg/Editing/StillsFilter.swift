import OdoriDomain

/// How stills are taken from a finished video.
enum StillsFilter {
    static let columns = 4
    static let rows = 3
    static let gap = 8

    /// Twelve of a video's pictures, which come in the size they have in the sheet: each from the middle of its twelfth.
    static func sheet(of pictures: Int) -> String {
        let cells = columns * rows
        let chosen = (0..<cells).map { "eq(n,\(pictures * (2 * $0 + 1) / (2 * cells)))" }.joined(separator: "+")
        return """
            select='\(chosen)',\(rgb),\
            tile=layout=\(columns)x\(rows):padding=\(gap):margin=\(gap):color=0x141418
            """
    }

    /// The size of a picture in the sheet.
    static let width = (Frame.width - (columns + 1) * gap) / columns / 2 * 2
    static let height = width * Frame.height / Frame.width / 2 * 2

    /// Where a picture stands in the sheet.
    static func place(_ number: Int) -> (x: Int, y: Int) {
        (gap + number % columns * (width + gap), gap + number / columns * (height + gap))
    }

    /// The matrix must be named: left alone, ffmpeg takes it for bt601.
    static let rgb = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=rgb24"
}
