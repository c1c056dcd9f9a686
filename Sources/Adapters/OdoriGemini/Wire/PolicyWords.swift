/// The vendor's words that mean the content, not the machine: of `finishReason`, and the same in lower case of the newer API's codes.
enum PolicyWords {
    private static let all: Set = [
        "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION", "NO_IMAGE", "IMAGE_OTHER", "OTHER", "LANGUAGE", "MODEL_ARMOR", "JAILBREAK",
        "CONTENT_BLOCKED",
    ]

    static func mean(_ word: String) -> Bool {
        all.contains(word.uppercased())
    }
}
