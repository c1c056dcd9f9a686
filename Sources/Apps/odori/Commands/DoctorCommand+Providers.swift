import OdoriConsole
import OdoriSettings

extension DoctorCommand {
    func providers(_ settings: Settings, _ diagnosis: inout Diagnosis) async {
        diagnosis.section("providers")
        let providers = settings.providers
        let checks = geminiChecks(providers) + motionChecks(providers)
        for check in checks { diagnosis.add(check.name, await check.finding()) }
        if providers.gemini.vertexLocation != nil {
            diagnosis.add("Vertex AI", await OdoriAssembly(settings).vertexAI())
        }
        if providers.miniMax.key != nil {
            diagnosis.add("MiniMax key", .notice("not asked: MiniMax has no call that costs nothing"))
        }
        guard checks.isEmpty, providers.gemini.vertexLocation == nil, providers.miniMax.key == nil else { return }
        diagnosis.add("keys", .notice("none that can be checked"))
    }

    /// Each key with each model that it is to be used for.
    private func geminiChecks(_ providers: Settings.Providers) -> [LiveCheck] {
        let gemini = providers.gemini
        guard gemini.vertexLocation == nil else { return [] }
        let models =
            [gemini.textModel, gemini.imageModel] + (providers.music == .lyria ? [providers.lyria.model] : [])
        return gemini.keys.enumerated().flatMap { index, key in
            models.map { model in
                .gemini(
                    baseURL: gemini.baseURL ?? "https://generativelanguage.googleapis.com",
                    version: gemini.version, model: model, key: key.value, number: index + 1)
            }
        }
    }

    private func motionChecks(_ providers: Settings.Providers) -> [LiveCheck] {
        var checks: [LiveCheck] = []
        switch providers.kling.access {
        case .key(let key)?: checks.append(.kling(baseURL: providers.kling.baseURL, key: key.value))
        case .pair(let access, let secret)?:
            checks.append(
                .kling(
                    baseURL: providers.kling.baseURL, accessKey: access.value, secretKey: secret.value,
                    now: OdoriAssembly.now))
        case nil: break
        }
        if let key = providers.fal.key {
            checks.append(.fal(queueURL: providers.fal.queueURL, model: providers.fal.model, key: key.value))
        }
        return checks
    }
}
