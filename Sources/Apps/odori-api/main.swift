import NIOCore
import NIOPosix
import OdoriSettings

// Tasks run on the one loop that reads and writes the connections: a request passes between the two a dozen times, and every pass from
// one thread to another costs more than the work in between. The API never computes for long, and the stores have threads of their own.
NIOSingletons.groupLoopCountSuggestion = 1

/// The API as a process: reads the environment, assembles, serves until it is asked to stop.
await withTaskExecutorPreference(LoopExecutor(NIOSingletons.posixEventLoopGroup.any())) { @Sendable in
    await ProcessMain.run {
        let settings = try Settings.read(for: .serving)
        settings.log.start()
        try await APIAssembly(settings: settings).run()
    }
}
