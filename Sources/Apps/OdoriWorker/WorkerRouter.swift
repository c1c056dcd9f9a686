package import Hummingbird
import Logging
import OdoriDomain
import OdoriHTTP

/// The worker's routes and what every request passes on its way to them.
package enum WorkerRouter {
    package static func make(_ services: WorkerServices) -> Router<WorkerContext> {
        let router = Router(context: WorkerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestIDMiddleware(identifiers: services.identifiers))
        let (meter, requests) = (Meter(), RequestMetrics())
        router.add(middleware: TraceMiddleware(meter: meter))
        router.add(middleware: AccessLogMiddleware(clock: services.clock, level: .debug))
        router.add(middleware: MetricsMiddleware(metrics: requests, clock: services.clock))
        router.add(middleware: ProblemMiddleware())
        let probe = StorageProbe(store: services.store, objects: services.objects)
        let start = services.start
        HealthRoutes {
            try await probe.check()
            guard start.isOpen else { throw Problem.unavailable("the worker is still starting") }
        }.add(to: router)
        router.get("/metrics") { _, _ in MetricsPage.response(requests.text, meter.text) }
        router.refuseOthers("/metrics", than: .get)
        let pushes = router.group("/tasks").add(middleware: AdmissionMiddleware(verifier: services.verifier))
        PushRoutes(handler: services.handler).add(to: pushes)
        let messages = router.group("/pubsub").add(
            middleware: AdmissionMiddleware(verifier: services.verifier, address: services.emulatorAddress))
        PubSubRoutes(handler: services.handler).add(to: messages)
        return router
    }
}
