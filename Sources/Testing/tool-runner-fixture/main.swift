import OdoriProcess

// Runs its arguments as a tool until someone kills it: the victim of the test that no tool outlives us.
let arguments = CommandLine.arguments.dropFirst()
let command = ToolCommand(arguments.first ?? "true", Array(arguments.dropFirst()), timeLimit: .seconds(60))
_ = try await ToolRunner().run(command)
