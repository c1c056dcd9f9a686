import ArgumentParser
import Foundation
import OdoriConsole
import OdoriSettings
import SystemPackage

/// Says what is there, what is missing and what is set.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check tools, settings, servers and the data directory."
    )

    @Flag(help: "Print the findings as JSON, and nothing else.")
    var json = false

    @Flag(help: "Ask the providers that are set up whether they take their keys, which costs nothing.")
    var live = false

    @OptionGroup
    var connection: Connection

    func run() async throws {
        var diagnosis = Diagnosis()
        try await tools(&diagnosis)
        let settings = settings(&diagnosis)
        if let settings {
            dataDirectory(settings, &diagnosis)
            await servers(settings, &diagnosis)
            if live { await providers(settings, &diagnosis) }
        }
        if json {
            printJSON(try diagnosis.json)
        } else {
            let width = Terminal.isInteractive ? Terminal.size.width : nil
            for line in diagnosis.lines { print(width.map { line.ansi(width: $0) } ?? line.text) }
        }
        guard diagnosis.isHealthy else { throw ExitCode.failure }
    }

    private func tools(_ diagnosis: inout Diagnosis) async throws {
        diagnosis.section("tools")
        for tool in ToolCheck.all {
            let version = try await tool.version()
            diagnosis.add(tool: tool.name, version: version, debianPackage: tool.debianPackage)
        }
        for file in ToolCheck.files {
            let path = FileManager.default.fileExists(atPath: file.path) ? file.path : nil
            diagnosis.add(tool: file.name, version: path, debianPackage: file.debianPackage)
        }
    }

    private func settings(_ diagnosis: inout Diagnosis) -> Settings? {
        diagnosis.section("settings")
        for line in SettingsListing.read().lines {
            if let value = line.value { diagnosis.add(line.name, .good(value)) }
        }
        do {
            let settings = try Settings.read()
            diagnosis.add("everything else", .notice("default"))
            return settings
        } catch {
            for problem in error.problems { diagnosis.add(problem.name, .bad(problem.detail)) }
            return nil
        }
    }

    private func dataDirectory(_ settings: Settings, _ diagnosis: inout Diagnosis) {
        diagnosis.section("data")
        let path = Installation.absolute(connection.dataDir ?? settings.dataDirectory)
        diagnosis.add("data directory", DataDirectoryCheck.finding(path))
        let key = AccessKey.find(configured: settings.api.clientKey?.value, dataDirectory: path)
        diagnosis.add("API key", key == nil ? .notice("none yet; the API makes one") : .good("found"))
    }

    private func servers(_ settings: Settings, _ diagnosis: inout Diagnosis) async {
        diagnosis.section("servers")
        let servers: [(String, String?)] = [
            ("API", connection.url ?? settings.api.publicURL ?? "http://127.0.0.1:8080"),
            ("worker", settings.tasks.workerURL),
            ("queue", settings.tasks.emulatorHost.map { "http://\($0)" }),
        ]
        for (name, base) in servers {
            // Cloud Tasks itself has no page that says whether it is ready.
            guard let base else { continue }
            let finding: Diagnosis.Finding =
                switch await Readiness.ask(base) {
                case .ready: .good("ready at \(base)")
                case .degraded(let what): .notice("ready at \(base), but \(what.joined(separator: "; "))")
                case .notReady(let status): .bad("answers \(status) at \(base)")
                case .silent: .notice("not running at \(base); `make up` starts it")
                }
            diagnosis.add(name, finding)
        }
    }
}
