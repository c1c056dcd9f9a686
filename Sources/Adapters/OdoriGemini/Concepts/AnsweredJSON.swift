import Foundation
import OdoriDomain
import OdoriProviderHTTP

/// JSON out of a model's words.
enum AnsweredJSON {
    /// Reads the first whole object of a text; prose and fences around it are left alone.
    ///
    /// - Throws: `provider_failed`, transient, with what the call cost: asked again, a model may well write it properly.
    static func read<Value: Decodable>(_ type: Value.Type, from text: String, price: Int64) throws -> Value {
        guard let object = object(in: text) else {
            throw OdoriError(.providerFailed, "Gemini's answer holds no whole JSON object", .transient, price: price)
        }
        do {
            return try JSONDecoder().decode(type, from: Data(object.utf8))
        } catch {
            throw OdoriError(
                .providerFailed, "Gemini's JSON is not what was asked for: \(error)".asOneLine, .transient, price: price
            )
        }
    }

    /// From the first opening brace to the one that closes it; nil when none does.
    static func object(in text: String) -> Substring? {
        guard let start = text.firstIndex(of: "{") else { return nil }
        var depth = 0
        var isInText = false
        var isEscaped = false
        for index in text[start...].indices {
            let character = text[index]
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInText = false
                }
                continue
            }
            switch character {
            case "\"": isInText = true
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 { return text[start...index] }
            default: break
            }
        }
        return nil
    }
}
