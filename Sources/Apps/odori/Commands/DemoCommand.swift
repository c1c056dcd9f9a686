import ArgumentParser
import Foundation
import OdoriConsole
import SystemPackage

/// Shows everything, from an empty directory to verified files.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make a character dance on this machine, and verify every file that comes out.",
        discussion: "Status 0 only when every promised output is there and is what it should be."
    )

    @Option(help: "Characters to make.")
    var count = 1

    @Option(help: "The same seed makes the same characters.")
    var seed: Int64 = 1

    @Option(help: "Where everything is kept; emptied first, if an earlier demo made it.", completion: .directory)
    var dataDir = ".odori/demo"

    func run() async throws {
        let settings = try Configuration.read()
        let directory = try DemoDirectory(at: Installation.absolute(dataDir))
        let ports = try LocalPort.free(3)
        let plan = StackPlan(
            ports: .init(api: ports[0], worker: ports[1], queue: ports[2]),
            dataDirectory: directory.path,
            programs: Installation.programs
        )
        let screen = Screen()
        let stack = Stack(plan, preparation: OdoriAssembly(settings).preparation) { event in
            if let line = event.line { screen.print(line) }
        }
        let order = JobOrder(count: count, seed: seed)
        let isGood = try await untilInterrupted {
            try await stack.run {
                try await Demo(plan: plan, directory: directory, screen: screen).play(order)
            }
        }
        guard let isGood else {
            screen.print("stopped")
            throw ExitCode(130)
        }
        guard isGood else { throw ExitCode.failure }
    }
}
