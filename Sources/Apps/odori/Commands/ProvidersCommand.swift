import ArgumentParser
import OdoriConsole
import OdoriDomain
import OdoriJobs

/// Which providers are paused, for whoever runs the system.
struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "List the providers that failed or were paused, pause one, or let it have orders again.",
        discussion: """
            Works on the documents themselves, so it needs what the servers need to reach them: ODORI_DATA_DIR, or \
            ODORI_STORE=firestore with Google Cloud's credentials. Workers follow within five seconds.
            """,
        subcommands: [List.self, Pause.self, Resume.self],
        defaultSubcommand: List.self
    )

    /// Lists them.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List providers.")

        func run() async throws {
            let providers = try await OdoriAssembly(Configuration.read()).providers().list()
            if providers.isEmpty { print("none has failed or was paused") }
            for provider in providers { print(provider.line) }
        }
    }

    /// Holds back orders.
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pause",
            abstract: "Place no orders with a provider; what it has already is followed to its end.")

        @Argument(help: "gemini, kling, fal, minimax, …")
        var provider: String

        @Option(help: "Why, for those who look at a job that waits.")
        var reason = "no reason was given"

        func run() async throws {
            print(try await OdoriAssembly(Configuration.read()).providers().pause(provider, because: reason).line)
        }
    }

    /// Places orders again.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Place orders with a provider again, whyever it was paused.")

        @Argument(help: "gemini, kling, fal, minimax, …")
        var provider: String

        func run() async throws {
            print(try await OdoriAssembly(Configuration.read()).providers().resume(provider).line)
        }
    }
}

extension ProviderCircuit {
    fileprivate var line: String {
        complaint.map { "\(provider) is paused: \($0)" } ?? "\(provider) gets orders"
    }
}
