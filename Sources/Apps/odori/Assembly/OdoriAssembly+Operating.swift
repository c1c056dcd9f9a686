import OdoriBackends
import OdoriDomain
import OdoriJobs
import OdoriLocal
import OdoriSettings

extension OdoriAssembly {
    /// What is known of providers, in the store that the servers use.
    func providers() async throws -> ProviderRepository {
        ProviderRepository(store: try await Backends.open(settings).store, clock: SystemClock())
    }

    /// Takes jobs out of the stores that the servers use.
    func removal() async throws -> JobRemoval {
        let backends = try await Backends.open(settings)
        return JobRemoval(
            store: backends.store, objects: backends.objects, names: ObjectNames(prefix: settings.objectPrefix))
    }
}
