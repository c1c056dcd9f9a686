extension WireQueue {
    /// A queue as the API shows it.
    init(_ record: QueueRecord) {
        let settings = record.settings
        self.init(
            name: record.name.path,
            rateLimits: WireRateLimits(
                maxDispatchesPerSecond: settings.maxDispatchesPerSecond,
                maxBurstSize: settings.maxBurst,
                maxConcurrentDispatches: settings.maxConcurrentDispatches
            ),
            retryConfig: WireRetryConfig(
                maxAttempts: settings.retry.maxAttempts,
                maxRetryDuration: settings.retry.maxRetryDuration == .zero
                    ? nil : WireDuration(settings.retry.maxRetryDuration),
                minBackoff: WireDuration(settings.retry.minBackoff),
                maxBackoff: WireDuration(settings.retry.maxBackoff),
                maxDoublings: settings.retry.maxDoublings
            ),
            state: record.isPaused ? .paused : .running,
            purgeTime: record.purged.map(WireTimestamp.init)
        )
    }
}

extension WireTask {
    /// A task as the API shows it; only the full view has the body and the token.
    init(_ record: TaskRecord, view: TaskView) {
        let isFull = view == .full
        let request = record.task.request
        let history = record.history
        self.init(
            name: record.name.path,
            httpRequest: WireHTTPRequest(
                url: request.url,
                httpMethod: request.method,
                headers: request.headers.isEmpty ? nil : request.headers,
                body: isFull && !request.body.isEmpty ? WireBytes(request.body) : nil,
                oidcToken: isFull ? request.oidcToken : nil
            ),
            scheduleTime: WireTimestamp(record.task.scheduleTime),
            createTime: WireTimestamp(record.created),
            dispatchDeadline: WireDuration(record.task.dispatchDeadline),
            dispatchCount: history.dispatches == 0 ? nil : history.dispatches,
            responseCount: history.responses == 0 ? nil : history.responses,
            firstAttempt: history.firstDispatch.map { WireAttempt(dispatchTime: WireTimestamp($0)) },
            lastAttempt: WireAttempt(last: history),
            view: isFull ? .full : .basic,
            retryConfig: record.task.retryConfig
        )
    }
}

extension WireAttempt {
    /// The latest ended attempt, if there is one.
    fileprivate init?(last history: AttemptHistory) {
        guard let status = history.lastStatus else { return nil }
        let code =
            switch status {
            case -1: (number: 4, name: "DEADLINE_EXCEEDED")
            case 400: (number: 3, name: "INVALID_ARGUMENT")
            case 401: (number: 16, name: "UNAUTHENTICATED")
            case 403: (number: 7, name: "PERMISSION_DENIED")
            case 404: (number: 5, name: "NOT_FOUND")
            case 409: (number: 10, name: "ABORTED")
            case 429: (number: 8, name: "RESOURCE_EXHAUSTED")
            case 500: (number: 13, name: "INTERNAL")
            case 501: (number: 12, name: "UNIMPLEMENTED")
            case 0, 503: (number: 14, name: "UNAVAILABLE")
            case 504: (number: 4, name: "DEADLINE_EXCEEDED")
            default: (number: 2, name: "UNKNOWN")
            }
        self.init(
            scheduleTime: history.lastSchedule.map(WireTimestamp.init),
            dispatchTime: history.lastDispatch.map(WireTimestamp.init),
            responseTime: history.lastResponse.map(WireTimestamp.init),
            responseStatus: WireStatus(
                code: code.number,
                message: "\(code.name)(\(code.number)): HTTP status code \(max(status, 0))"
            )
        )
    }
}
