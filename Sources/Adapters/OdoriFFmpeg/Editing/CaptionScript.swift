import OdoriDomain

/// A caption as a subtitle script: libass shapes it and finds a font for every letter, whatever the language.
struct CaptionScript {
    /// Pixels that platforms may cover at the foot of a video, and at its sides.
    static let foot = 420
    static let side = 120
    /// Longer captions are cut.
    static let longest = 80

    /// The script's bytes, in UTF-8.
    let text: String

    /// - Throws: `media_invalid` for a caption without a letter.
    init(_ caption: String) throws(OdoriError) {
        let line = Self.plain(caption)
        guard !line.isEmpty else { throw OdoriError(.mediaInvalid, "the caption is empty") }
        text = """
            [Script Info]
            ScriptType: v4.00+
            PlayResX: \(Frame.width)
            PlayResY: \(Frame.height)
            ScaledBorderAndShadow: yes
            YCbCr Matrix: TV.709

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
            Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, \
            MarginV, Encoding
            Style: Caption,sans-serif,68,&H00FFFFFF,&H00FFFFFF,&H00281820,&H80000000,-1,0,0,0,100,100,1,0,1,5,2,2,\
            \(Self.side),\(Self.side),\(Self.foot),1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            Dialogue: 0,0:00:00.00,1:00:00.00,Caption,,0,0,0,,{\\fad(250,0)}\(line)

            """
    }

    /// Nothing in it commands: braces and backslashes are letters, and there is one line.
    private static func plain(_ caption: String) -> String {
        let words = caption.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return words.prefix(longest).map { letter in
            switch letter {
            case "\\": "\\\u{2060}"
            case "{": "\\{"
            case "}": "\\}"
            case _ where letter.unicodeScalars.contains { $0.properties.generalCategory == .control }: ""
            default: String(letter)
            }
        }.joined()
    }
}
