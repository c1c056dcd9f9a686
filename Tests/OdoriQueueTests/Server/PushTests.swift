import Foundation
import Hummingbird
import JWTKit
import Testing

@testable import OdoriQueue

@Suite("Pushes over HTTP", .timeLimit(.minutes(1)))
struct PushTests {
    private static let quickRetries = #""retryConfig":{"minBackoff":"0.02s","maxBackoff":"0.05s"}"#

    @Test("a task is pushed as it was given, with the service's headers, and is gone after a success")
    func delivery() async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withServer { client in
                let before = Date().timeIntervalSince1970
                let http = #""httpMethod":"PUT","body":"aGVsbG8=","headers":{"Content-Type":"text/x-own","X-Own":"1"}"#
                try await client.createTask("t-1", url: "\(url)/run?a=1%20b", http: http)
                try await target.waitForPushes(1)
                let push = try #require(target.pushes.first)
                #expect(push.method == "PUT" && push.path == "/run?a=1%20b" && push.body == "hello")
                #expect(push.header("Content-Type") == "text/x-own" && push.header("X-Own") == "1")
                #expect(push.header("User-Agent") == "Google-Cloud-Tasks")
                #expect(push.header("X-CloudTasks-QueueName") == "q" && push.task == "t-1")
                #expect(push.header("X-CloudTasks-TaskRetryCount") == "0")
                #expect(push.header("X-CloudTasks-TaskExecutionCount") == "0")
                #expect(push.header("X-CloudTasks-TaskPreviousResponse") == nil)
                #expect(push.header("Authorization") == nil)
                let eta = try #require(push.header("X-CloudTasks-TaskETA"))
                #expect(eta.split(separator: ".").last?.count == 6)
                #expect(abs((Double(eta) ?? 0) - before) < 10)
                try await client.waitUntilGone("t-1")
                #expect(try await client.createTask("t-1", url: url).status == 409)
                #expect(target.pushes.count == 1)
            }
        }
    }

    @Test("a failed task is pushed again and tells of the answer before", arguments: [404, 500])
    func retries(status: Int) async throws {
        let target = TargetServer { push in
            Response(status: push.header("X-CloudTasks-TaskRetryCount") == "2" ? .ok : .init(code: status))
        }
        try await target.running { url in
            try await withServer(queue: Self.quickRetries) { client in
                try await client.createTask("t", url: url)
                try await target.waitForPushes(3)
                let pushes = target.pushes
                #expect(pushes.map { $0.header("X-CloudTasks-TaskRetryCount") } == ["0", "1", "2"])
                let executions = status == 500 ? ["0", "0", "0"] : ["0", "1", "2"]
                #expect(pushes.map { $0.header("X-CloudTasks-TaskExecutionCount") } == executions)
                let previous = pushes.map { $0.header("X-CloudTasks-TaskPreviousResponse") }
                #expect(previous == [nil, "\(status)", "\(status)"])
                #expect(pushes[1].at - pushes[0].at >= .milliseconds(20))
                #expect(pushes[2].at - pushes[1].at >= .milliseconds(40))
                try await client.waitUntilGone("t")
            }
        }
    }

    @Test("a task between attempts shows what happened")
    func attemptsAreShown() async throws {
        let target = TargetServer { _ in Response(status: .notFound) }
        try await target.running { url in
            try await withServer(queue: #""retryConfig":{"minBackoff":"600s"}"#) { client in
                try await client.createTask("t", url: url)
                try await target.waitForPushes(1)
                var task: [String: Any] = [:]
                while task["dispatchCount"] == nil { task = try await client.task("t").json }
                #expect(task["dispatchCount"] as? Int == 1 && task["responseCount"] as? Int == 1)
                let last = try #require(task["lastAttempt"] as? [String: Any])
                #expect((last["responseStatus"] as? [String: Any])?["code"] as? Int == 5)
                #expect(last["scheduleTime"] is String && last["dispatchTime"] is String && last["responseTime"] is String)
                let first = try #require(task["firstAttempt"] as? [String: Any])
                #expect(first["dispatchTime"] as? String == last["dispatchTime"] as? String)
            }
        }
    }

    @Test("a target that does not answer at all is tried again")
    func unreachable() async throws {
        let target = TargetServer()
        try await withServer(queue: Self.quickRetries) { client in
            let url = try await target.running { $0 }
            try await client.createTask("t", url: url)
            var task: [String: Any] = [:]
            while (task["dispatchCount"] as? Int ?? 0) < 3 { task = try await client.task("t").json }
            #expect(task["responseCount"] == nil)
            #expect(((task["lastAttempt"] as? [String: Any])?["responseStatus"] as? [String: Any])?["code"] as? Int == 14)
        }
    }

    @Test("an attempt fails at its deadline, and the next one follows")
    func deadline() async throws {
        let time = ManualTime()
        let target = TargetServer { push in
            if push.header("X-CloudTasks-TaskRetryCount") == "0" { try await Task.sleep(for: .seconds(60)) }
            return Response(status: .ok)
        }
        try await target.running { url in
            try await withServer(time: time) { client in
                try await client.createTask("t", url: url, task: #""dispatchDeadline":"15s""#)
                try await target.waitForPushes(1)
                time.advance(by: .seconds(15))
                while try await client.task("t").json["dispatchCount"] == nil {}
                time.advance(by: .milliseconds(100))
                try await target.waitForPushes(2)
                #expect(target.pushes.last?.header("X-CloudTasks-TaskPreviousResponse") == "0")
            }
        }
    }

    @Test("a queue keeps to its concurrency")
    func concurrency() async throws {
        let target = TargetServer { _ in
            try await Task.sleep(for: .milliseconds(5))
            return Response(status: .ok)
        }
        try await target.running { url in
            try await withServer(queue: #""rateLimits":{"maxConcurrentDispatches":2}"#) { client in
                for id in 0..<12 { try await client.createTask("t\(id)", url: url) }
                try await target.waitForPushes(12)
                #expect(target.mostRunning == 2)
            }
        }
    }

    @Test("429 rests the whole queue, so that another task waits too")
    func overload() async throws {
        let time = ManualTime()
        let target = TargetServer { push in
            Response(status: push.task == "first" ? .tooManyRequests : .ok, headers: [.retryAfter: "30"])
        }
        try await target.running { url in
            try await withServer(time: time) { client in
                try await client.createTask("first", url: url)
                while try await client.task("first").json["dispatchCount"] == nil {}
                try await client.createTask("second", url: url)
                time.advance(by: .seconds(29))
                #expect(try await client.task("second").status == 200)
                #expect(target.pushes.count == 1)
                time.advance(by: .seconds(2))
                try await target.waitUntil { $0.contains { $0.task == "second" } }
            }
        }
    }

    @Test("a redirect is not followed but counts as a failure")
    func redirect() async throws {
        let target = TargetServer { push in
            if push.path == "/elsewhere" { return Response(status: .ok) }
            return push.header("X-CloudTasks-TaskRetryCount") == "0"
                ? Response(status: .temporaryRedirect, headers: [.location: "/elsewhere"]) : Response(status: .ok)
        }
        try await target.running { url in
            try await withServer(queue: Self.quickRetries) { client in
                try await client.createTask("t", url: "\(url)/here")
                try await target.waitForPushes(2)
                #expect(target.pushes.map(\.path) == ["/here", "/here"])
            }
        }
    }

    @Test("tasks beyond what memory holds are all pushed, once")
    func manyTasks() async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withServer { client in
                await withThrowingTaskGroup(of: Void.self) { group in
                    for lane in 0..<8 {
                        group.addTask {
                            for id in 0..<50 { try await client.createTask("t\(lane)-\(id)", url: url) }
                        }
                    }
                }
                try await target.waitForPushes(400)
                #expect(Set(target.pushes.map(\.task)).count == 400)
            }
        }
    }
}

@Suite("Identity of pushes", .timeLimit(.minutes(1)))
struct IdentityTests {
    private struct Claims: JWTPayload {
        var iss: String
        var aud: String
        var sub: String
        var email: String
        var email_verified: Bool
        var iat: Int
        var exp: ExpirationClaim

        func verify(using algorithm: some JWTAlgorithm) throws {
            try exp.verifyNotExpired()
        }
    }

    private func keys(of client: TasksClient) async throws -> (issuer: String, keys: JWTKeyCollection) {
        let discovery = try await client.send("GET", "/.well-known/openid-configuration").json
        let location = try #require(discovery["jwks_uri"] as? String)
        let set = try await TasksClient(baseURL: "").send("GET", location).body
        let keys = JWTKeyCollection()
        try await keys.add(jwks: try JSONDecoder().decode(JWKS.self, from: set))
        return (try #require(discovery["issuer"] as? String), keys)
    }

    @Test(
        "a push with an oidcToken carries a token that the published key verifies",
        arguments: [(#","audience":"https://worker.example""#, "https://worker.example"), ("", nil)]
    )
    func token(audience: String, expected: String?) async throws {
        let target = TargetServer()
        try await target.running { url in
            try await withServer { client in
                let oidc = #""oidcToken":{"serviceAccountEmail":"tasks@p1.example"\#(audience)}"#
                try await client.createTask("t", url: "\(url)/run", http: oidc)
                try await client.createTask("u", url: "\(url)/run", http: oidc)
                try await target.waitForPushes(2)
                let tokens = target.pushes.compactMap { $0.header("Authorization") }
                let token = try #require(tokens.first)
                #expect(token.hasPrefix("Bearer ") && tokens == [token, token], "a token is used again")
                let (issuer, keys) = try await keys(of: client)
                let claims = try await keys.verify(String(token.dropFirst(7)), as: Claims.self)
                #expect(claims.iss == issuer && issuer == client.baseURL)
                #expect(claims.aud == expected ?? "\(url)/run")
                #expect(claims.email == "tasks@p1.example" && claims.email_verified && claims.sub.count == 21)
                #expect(claims.exp.value.timeIntervalSince1970 == Double(claims.iat + 3600))
            }
        }
    }

    @Test("the key is made once, readable by its owner alone, and kept over restarts")
    func keyIsKept() async throws {
        try await withTemporaryDirectory { directory in
            let first = try SigningKey(directory: directory).publicJWK()
            let second = try SigningKey(directory: directory).publicJWK()
            #expect(second == first)
            let attributes = try FileManager.default.attributesOfItem(
                atPath: directory.appending(path: "signing-key.pem").path
            )
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("a token is renewed long before it expires")
    func renewal() async throws {
        try await withTemporaryDirectory { directory in
            let time = ManualTime()
            let issuer = Promise<String>()
            issuer.settle(.success("http://here"))
            let tokens = TokenIssuer(key: try SigningKey(directory: directory), issuer: issuer, time: time)
            let account = WireOIDCToken(serviceAccountEmail: "a@b", audience: "x")
            let first = try await tokens.token(for: account, target: "")
            time.advance(by: .seconds(1500))
            #expect(try await tokens.token(for: account, target: "") == first)
            time.advance(by: .seconds(1))
            #expect(try await tokens.token(for: account, target: "") != first)
        }
    }
}

@Suite("Restarts", .timeLimit(.minutes(1)))
struct RestartTests {
    @Test("after a graceful stop in the middle of a push the task is pushed again")
    func inFlightAtShutdown() async throws {
        let target = TargetServer { push in
            if push.path == "/slow" { try await Task.sleep(for: .seconds(60)) }
            return Response(status: .ok)
        }
        try await target.running { url in
            try await withTemporaryDirectory { directory in
                try await withServer(on: directory, grace: .milliseconds(50)) { client in
                    try await client.createQueue("q")
                    try await client.createTask("slow", url: "\(url)/slow")
                    try await target.waitForPushes(1)
                }
                try await withServer(on: directory, grace: .zero) { client in
                    try await target.waitForPushes(2)
                    #expect(target.pushes.map(\.task) == ["slow", "slow"])
                    let task = try await client.task("slow")
                    #expect(task.status == 200)
                }
            }
        }
    }
}
