import ArgumentParser

/// The operator's and newcomer's command.
@main
struct Odori: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odori",
        abstract: "Turns one request into finished vertical dance videos.",
        discussion: """
            `odori demo` shows everything on this machine, without an account or a network. `odori up` brings the \
            servers up; the other commands talk to them.
            """,
        subcommands: [
            DemoCommand.self, UpCommand.self, RunCommand.self, WatchCommand.self, JobsCommand.self,
            CancelCommand.self, RetryCommand.self, EstimateCommand.self, CharactersCommand.self,
            ReferencesCommand.self, WebhooksCommand.self, EditCommand.self, BeatsCommand.self, StoryCommand.self,
            DoctorCommand.self, ProvidersCommand.self, DeleteCommand.self,
        ]
    )
}
