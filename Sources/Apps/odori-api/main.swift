import NIOCore
import OdoriSettings

// One loop reads and writes all connections, so that it is awake when the next request comes; tasks have threads of their own.
NIOSingletons.groupLoopCountSuggestion = 1

/// The API as a process: reads the environment, assembles, serves until it is asked to stop.
await ProcessMain.run {
    let settings = try Settings.read(for: .serving)
    settings.log.start()
    try await APIAssembly(settings: settings).run()
}
