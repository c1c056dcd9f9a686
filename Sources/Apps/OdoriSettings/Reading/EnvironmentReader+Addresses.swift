import Foundation

extension EnvironmentReader {
    /// A bare `scheme://host[:port]`, without a trailing slash.
    mutating func baseURL(_ key: SettingKey) -> String? {
        guard let text = text(key) else { return nil }
        let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard Self.isBase(bare) else {
            report(key, "must be a bare http or https address like http://127.0.0.1:8080")
            return nil
        }
        return bare
    }

    /// Origins as browsers send them, or `*`.
    mutating func origins(_ key: SettingKey) -> [String] {
        let found = list(key) ?? []
        let isPlain = found.allSatisfy { $0 == "*" || Self.isBase($0) }
        if !isPlain { report(key, "must be origins like https://studio.example, separated by commas, or *") }
        return isPlain ? found : []
    }

    private static func isBase(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme),
            parts.host?.isEmpty == false, parts.path.isEmpty, parts.query == nil, parts.fragment == nil,
            parts.user == nil, parts.password == nil
        else { return false }
        return true
    }

    /// `host:port`.
    mutating func authority(_ key: SettingKey, default standard: String) -> String {
        text(key, default: standard, "host:port") { text in
            guard let mark = text.lastIndex(of: ":"), mark != text.startIndex,
                let port = Int(text[text.index(after: mark)...])
            else { return false }
            return (1...65535).contains(port) && !text.contains("/") && !text.contains("@")
        }
    }

    /// A directory's absolute path.
    mutating func directory(_ key: SettingKey, default standard: String) -> String {
        let text = text(key) ?? standard
        if text.utf8.contains(0) {
            report(key, "must be a path")
            return standard
        }
        let base = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        return URL(filePath: text, directoryHint: .isDirectory, relativeTo: base).standardizedFileURL.path(
            percentEncoded: false
        ).droppingTrailingSlash()
    }
}

extension String {
    fileprivate func droppingTrailingSlash() -> String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
