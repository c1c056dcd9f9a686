import OdoriSettings

/// The API as a process: reads the environment, assembles, serves until it is asked to stop.
await ProcessMain.run {
    let settings = try Settings.read()
    settings.log.start()
    try await APIAssembly(settings: settings).run()
}
