import Testing

@Suite("Reading Swift source")
struct SwiftTextTests {
    @Test(
        "comments and the texts of strings are taken out, code stays",
        arguments: [
            ("a // try! b", "a "),
            ("a /* x /* y */ z */ b", "a  b"),
            (#"f("try! x") + g"#, #"f("") + g"#),
            (#"f("a \(g("b")) c").d"#, #"f("\(g(""))").d"#),
            (#"f("\"//") + g"#, #"f("") + g"#),
            (##"f(#"a " \ b"#) + g"##, ##"f(#""#) + g"##),
            ("x = \"\"\"\n  try! \"a\" // b\n  \"\"\" + y", "x = \"\"\"\n\n\"\"\" + y"),
        ]
    )
    func code(source: String, expected: String) {
        #expect(SwiftText.code(of: source) == expected)
    }

    @Test("lines keep their numbers")
    func lines() {
        let source = "a\n/* b\n c */\n\"\"\"\n x\n\"\"\"\nd"
        #expect(SwiftText.code(of: source).split(separator: "\n", omittingEmptySubsequences: false).count == 7)
    }
}
