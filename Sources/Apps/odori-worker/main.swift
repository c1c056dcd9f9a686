import OdoriSettings

/// The worker as a process: reads the environment, assembles, takes pushes until it is asked to stop.
await ProcessMain.run {
    let settings = try Settings.read(for: .pushes)
    settings.log.start()
    try await WorkerAssembly(settings: settings).run()
}
