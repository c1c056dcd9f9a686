import Foundation

/// Letters as single strokes, drawn with a thick round pen: the studio needs no fonts, so every machine letters alike.
///
/// A letter stands in a box 100 high; its width comes first.
enum LetterForms {
    static func form(_ character: Character) -> (width: Double, path: String)? {
        forms[character]
    }

    private static let forms: [Character: (width: Double, path: String)] = [
        "A": (78, "M6 96L39 6L72 96M18 66L60 66"),
        "B": (66, "M10 6L10 96M10 6L36 6C62 6 62 48 34 48L10 48M34 48C70 48 70 96 34 96L10 96"),
        "C": (72, "M66 24C52 -4 8 0 8 51C8 102 52 106 66 78"),
        "D": (72, "M10 6L10 96L28 96C80 96 80 6 28 6L10 6"),
        "E": (60, "M54 6L10 6L10 96L54 96M10 50L46 50"),
        "F": (58, "M54 6L10 6L10 96M10 50L46 50"),
        "G": (76, "M66 24C52 -4 8 0 8 51C8 102 68 108 68 58L44 58"),
        "H": (72, "M10 6L10 96M62 6L62 96M10 50L62 50"),
        "I": (24, "M12 6L12 96"),
        "J": (58, "M48 6L48 70C48 104 8 104 8 74"),
        "K": (68, "M10 6L10 96M60 6L12 54M28 40L62 96"),
        "L": (56, "M10 6L10 96L50 96"),
        "M": (90, "M10 96L10 6L45 64L80 6L80 96"),
        "N": (74, "M10 96L10 6L64 96L64 6"),
        "O": (82, "M41 5C-4 5 -4 97 41 97C86 97 86 5 41 5"),
        "P": (64, "M10 96L10 6L34 6C68 6 68 56 34 56L10 56"),
        "Q": (82, "M41 5C-4 5 -4 97 41 97C86 97 86 5 41 5M50 72L76 100"),
        "R": (66, "M10 96L10 6L34 6C66 6 66 52 34 52L10 52M34 52L60 96"),
        "S": (66, "M58 20C46 -2 10 2 10 28C10 58 58 42 58 74C58 104 16 104 6 80"),
        "T": (68, "M6 6L62 6M34 6L34 96"),
        "U": (72, "M10 6L10 62C10 108 62 108 62 62L62 6"),
        "V": (74, "M6 6L37 96L68 6"),
        "W": (98, "M6 6L28 96L49 30L70 96L92 6"),
        "X": (70, "M8 6L62 96M62 6L8 96"),
        "Y": (70, "M6 6L35 52L64 6M35 52L35 96"),
        "Z": (66, "M8 6L58 6L8 96L58 96"),
        "0": (72, "M36 5C0 5 0 97 36 97C72 97 72 5 36 5"),
        "1": (40, "M10 22L26 6L26 96"),
        "2": (66, "M8 28C12 -4 58 0 56 32C54 56 20 70 8 96L58 96"),
        "3": (64, "M8 18C22 -6 60 6 52 34C48 48 32 48 28 48C40 46 60 52 56 76C50 104 16 100 6 80"),
        "4": (70, "M48 96L48 6L6 68L64 68"),
        "5": (64, "M54 6L16 6L12 46C40 30 62 52 54 78C46 102 16 100 6 82"),
        "6": (66, "M52 8C24 16 8 44 8 68C8 104 58 104 58 70C58 40 18 40 10 64"),
        "7": (62, "M6 6L56 6L22 96"),
        "8": (66, "M33 48C4 46 4 5 33 5C62 5 62 46 33 48C0 50 0 97 33 97C66 97 66 50 33 48"),
        "9": (66, "M14 94C42 86 58 58 58 34C58 -2 8 -2 8 32C8 62 48 62 56 38"),
        "-": (48, "M8 54L40 54"),
        "'": (22, "M12 6L10 26"),
        ".": (22, "M11 94L11 95"),
    ]

    /// A text as these letters can write it: transliterated, in capitals, without what has no form.
    static func writable(_ text: String) -> String {
        let latin = text.applyingTransform(.toLatin, reverse: false) ?? text
        let plain = latin.applyingTransform(.stripDiacritics, reverse: false) ?? latin
        let kept = plain.uppercased().filter { $0 == " " || forms[$0] != nil }
        return kept.split(separator: " ").joined(separator: " ")
    }

    /// The letters of a line beside each other, from the left at 0; its width.
    static func line(_ text: String, spacing: Double) -> (paths: [(x: Double, data: String)], width: Double) {
        var x = 0.0
        var paths: [(x: Double, data: String)] = []
        for character in text {
            guard let form = forms[character] else {
                x += 40
                continue
            }
            paths.append((x, form.path))
            x += form.width + spacing
        }
        return (paths, max(0, x - spacing))
    }
}
