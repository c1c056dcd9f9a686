package import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP
import OdoriJobs

/// The worker's routes and what every request passes on its way to them.
package enum WorkerRouter {
    package static func make(_ services: WorkerServices) -> Router<WorkerContext> {
        let router = Router(context: WorkerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestIDMiddleware(identifiers: services.identifiers))
        let (meter, requests) = (services.meter, RequestMetrics())
        router.add(middleware: TraceMiddleware(meter: meter))
        router.add(middleware: AccessLogMiddleware(clock: services.clock, level: .debug))
        router.add(middleware: MetricsMiddleware(metrics: requests, clock: services.clock))
        router.add(middleware: ProblemMiddleware())
        let providers = ProviderRepository(store: services.store, clock: services.clock)
        let probe = ReadinessProbe(
            store: services.store, objects: services.objects, queue: services.queue, providers: providers.list)
        HealthRoutes {
            let found = try await probe.check()
            return try await found + services.start.degradations()
                + services.missingTools().map { tool in
                    Degradation(.tool, tool, "the program is not installed")
                }
        }.add(to: router)
        router.get("/metrics") { request, context in
            await show(providers, in: meter, context.logger)
            return MetricsPage.response(requests.text, meter.text)
        }
        router.refuseOthers("/metrics", than: .get)
        let pushes = router.group("/tasks").add(middleware: AdmissionMiddleware(verifier: services.verifier))
        PushRoutes(handler: services.handler).add(to: pushes)
        let messages = router.group("/pubsub").add(
            middleware: AdmissionMiddleware(verifier: services.verifier, address: services.emulatorAddress))
        PubSubRoutes(handler: services.handler).add(to: messages)
        return router
    }

    /// The store knows better than this process which providers are paused.
    private static func show(_ providers: ProviderRepository, in meter: Meter, _ logger: Logger) async {
        do {
            for circuit in try await providers.list() {
                meter.set(circuit.isPaused ? 1 : 0, of: .providerPaused, circuit.provider)
            }
        } catch {
            logger.warning("paused providers cannot be told", metadata: ["error": "\(error)"])
        }
    }
}
