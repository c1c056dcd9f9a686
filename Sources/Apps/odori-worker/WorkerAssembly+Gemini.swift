import AsyncHTTPClient
import OdoriBackends
import OdoriDomain
import OdoriFFmpeg
import OdoriGemini
import OdoriGoogleAuth
import OdoriPorts
import OdoriSettings
import OdoriStudio
import SystemPackage

extension WorkerAssembly {
    /// Who writes, draws, analyses and composes.
    struct Artists {
        var concepts: any ConceptWriter = StudioConceptWriter()
        var images: any ImageGenerator = StudioImageGenerator()
        var analyst: any DanceAnalyst
        var music: any MusicComposer = StudioMusicComposer()
    }

    /// A track takes longer than a picture; the intent before it holds for three minutes.
    private static let longestTrack = Duration.seconds(170)

    /// As the settings choose.
    ///
    /// - Throws: `SettingsProblems` where Vertex AI is to be used and there are no credentials for it.
    func artists(_ http: HTTPClient, _ backends: Backends) async throws -> Artists {
        var artists = Artists(analyst: AubioDanceAnalyst(scratch: FilePath(settings.scratchDirectory)))
        let gemini = settings.providers.gemini
        let music = settings.providers.music
        if music == .miniMax { artists.music = miniMax(http) }
        guard gemini.isUsed || music == .lyria else { return artists }
        let (place, access) = try await geminiAccess(http)
        var configuration = GeminiConfiguration(
            place: place,
            text: .init(id: gemini.textModel, tariff: gemini.textTariff, tokens: gemini.textTokens),
            images: .init(
                id: gemini.imageModel, tariff: settings.providers.tariffs.images, tokens: gemini.imageTokens),
            imageSize: gemini.imageSize
        )
        let client = GeminiClient(configuration, access: access, http: http, clock: clock)
        if gemini.concepts == .gemini { artists.concepts = GeminiConceptWriter(client) }
        if gemini.images == .gemini { artists.images = GeminiImageGenerator(client, objects: backends.objects) }
        if gemini.analysis == .gemini { artists.analyst = GeminiDanceAnalyst(client, measuring: artists.analyst) }
        if music == .lyria {
            configuration.callDeadline = Self.longestTrack
            artists.music = LyriaMusicComposer(
                GeminiClient(configuration, access: access, http: http, clock: clock),
                model: .init(id: settings.providers.lyria.model, tariff: settings.providers.tariffs.music))
        }
        return artists
    }

    private func geminiAccess(_ http: HTTPClient) async throws -> (GeminiConfiguration.Place, GeminiAccess) {
        let gemini = settings.providers.gemini
        guard let location = gemini.vertexLocation else {
            let base = gemini.baseURL ?? "https://generativelanguage.googleapis.com"
            let keys = GeminiKeys(gemini.keys.map(\.value), clock: clock)
            return (.developer(baseURL: base, version: gemini.version), .keys(keys))
        }
        do {
            let google = settings.google
            let credentials = try await GoogleCredentials.find(
                .init(
                    file: google.credentialsFile, userFile: google.userCredentialsFile,
                    metadataHost: google.metadataHost, skipsMetadata: google.skipsMetadata),
                http: http, clock: clock)
            var project = google.project
            if project == nil { project = try await credentials.project() }
            guard let project else {
                throw SettingsProblems([.init("GOOGLE_CLOUD_PROJECT", "must be set: the credentials name no project")])
            }
            return (
                .vertex(baseURL: gemini.baseURL, project: project, location: location), .tokens(credentials.tokens)
            )
        } catch let error as OdoriError where error.kind == .permanent {
            throw SettingsProblems([.init("GOOGLE_APPLICATION_CREDENTIALS", "gives no credentials: \(error.message)")])
        }
    }
}
