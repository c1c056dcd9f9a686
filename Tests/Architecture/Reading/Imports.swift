/// The modules that a file imports.
enum Imports {
    static func of(_ file: Repository.SourceFile) -> Set<String> {
        of(code: file.code)
    }

    static func of(code: String) -> Set<String> {
        Set(code.split(whereSeparator: \.isNewline).compactMap { module(of: $0) })
    }

    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]

    private static func module(of line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "import") else { return nil }
        let modifiers: Set<Substring> = ["package", "public", "internal", "private", "fileprivate"]
        guard words[..<keyword].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }) else { return nil }
        let rest = words[(keyword + 1)...].drop(while: kinds.contains)
        return rest.first?.split(separator: ".").first.map(String.init)
    }
}
