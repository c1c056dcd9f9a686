import Foundation
import OdoriDomain

extension EnvironmentReader {
    /// `PIPELINE_API_KEY` and `PIPELINE_API_KEYS`, with the first key that is known in clear.
    mutating func apiKeys() -> (keys: [APIKey], clientKey: Secret?) {
        var found: [(key: APIKey, clear: Secret?)] = []
        if let text = text(.apiKey) {
            if let key = clearKey(text, of: .local, .apiKey) { found.append(key) }
        }
        for (index, entry) in (list(.apiKeys) ?? []).enumerated() {
            if let key = entryKey(entry, number: index + 1) { found.append(key) }
        }
        let digests = found.map(\.key.sha256)
        if Set(digests).count < digests.count { report(.apiKeys, "holds the same key twice") }
        return (found.map(\.key), found.compactMap(\.clear).first)
    }

    private mutating func entryKey(_ entry: String, number: Int) -> (APIKey, Secret?)? {
        let parts = entry.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let owner = OwnerID(rawValue: parts[0]), owner != .shared else {
            report(.apiKeys, "entry \(number) must be owner:key or owner:sha256:hex, the owner not being shared")
            return nil
        }
        guard parts[1].hasPrefix("sha256:") else { return clearKey(parts[1], of: owner, .apiKeys) }
        let digest = parts[1].dropFirst("sha256:".count).lowercased()
        guard digest.utf8.count == 64, digest.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            report(.apiKeys, "entry \(number) must hold 64 hex digits after sha256:")
            return nil
        }
        return (APIKey(owner: owner, sha256: digest), nil)
    }

    private mutating func clearKey(_ text: String, of owner: OwnerID, _ source: SettingKey) -> (APIKey, Secret?)? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            report(source, "holds a key that is empty or has characters other than visible ASCII")
            return nil
        }
        return (APIKey(owner: owner, sha256: hexSHA256(Data(text.utf8))), Secret(text))
    }
}
