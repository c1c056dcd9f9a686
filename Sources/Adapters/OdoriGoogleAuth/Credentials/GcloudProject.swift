import Foundation

/// The project that `gcloud` is set to on this machine.
enum GcloudProject {
    /// Reads the active configuration in the folder where gcloud keeps a file of credentials; nil when it names no project.
    static func find(beside file: String) -> String? {
        let folder = URL(filePath: file).deletingLastPathComponent()
        let active = text(folder.appending(path: "active_config")) ?? "default"
        let lines = text(folder.appending(path: "configurations/config_\(active)"))?.split(separator: "\n") ?? []
        var section = ""
        for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if line.hasPrefix("[") {
                section = line
            } else if section == "[core]", parts.count == 2, parts[0] == "project", !parts[1].isEmpty {
                return parts[1]
            }
        }
        return nil
    }

    /// A file that is not there says nothing.
    private static func text(_ file: URL) -> String? {
        (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
