import OdoriSettings

/// A worker of a later build, for tests of what happens while two builds run: its graphs have one stage more, under the next version.
await ProcessMain.run {
    let settings = try Settings.read()
    settings.log.start()
    try await NextWorker(settings: settings).run()
}
