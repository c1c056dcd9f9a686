/// The top-level members of a body that a query can compare: texts and numbers.
struct DocumentMembers: Sendable {
    private var values: [String: MemberValue] = [:]

    subscript(name: String) -> MemberValue? {
        values[name]
    }

    init(scanning text: String) throws(JSONScanner.Fault) {
        var text = text
        let result: Result<[String: MemberValue], JSONScanner.Fault> = text.withUTF8 { bytes in
            var scanner = JSONScanner(bytes)
            do throws(JSONScanner.Fault) {
                return .success(try scanner.scanObject())
            } catch {
                return .failure(error)
            }
        }
        values = try result.get()
    }
}

/// A member's value as far as it can be compared: numbers stand before texts, texts in the order of their bytes.
enum MemberValue: Sendable, Comparable {
    case number(Double)
    case text(ExactText)
}
