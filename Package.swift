// swift-tools-version: 6.2
import PackageDescription

/// Who may import whom is written here once; `Tests/Architecture` reads the sources and compares.
let package = Package(
    name: "odori",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "odori", targets: ["odori"]),
        .executable(name: "odori-api", targets: ["odori-api"]),
        .executable(name: "odori-worker", targets: ["odori-worker"]),
        .executable(name: "odori-queue", targets: ["odori-queue"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // Core
        core("OdoriJSON"),
        core("OdoriDomain", ["OdoriJSON", .crypto]),
        core("OdoriPorts", ["OdoriJSON", "OdoriDomain", .system]),
        core("OdoriPrompts", ours),
        core("OdoriJobs", ours),
        core("OdoriPipeline", ours, ["OdoriJobs", .log, .system]),

        // Adapters
        adapter("OdoriProcess", ["OdoriDomain", .subprocess, .system]),
        adapter("OdoriScratch", ["OdoriPorts", .system]),
        adapter("OdoriLocal", ours, [.grdb, .crypto, .heap, .system]),
        adapter("OdoriFirestore", ours, http, ["OdoriGoogleAuth"]),
        adapter("OdoriGoogleAuth", ours, http, [.crypto, .cryptoExtras, .jwt]),
        adapter("OdoriCloudStorage", ours, http, ["OdoriGoogleAuth", .crypto, .nioPosix, .system]),
        adapter("OdoriPlainHTTP", [.nioCore, .nioHTTP1, .nioPosix]),
        adapter("OdoriGoogleQueues", ours, http, ["OdoriGoogleAuth", "OdoriPlainHTTP"]),
        adapter("OdoriStudio", ours, ["OdoriScratch", "OdoriProcess", .crypto, .system]),
        adapter("OdoriEgress", ours, ["CEgress", .system]),
        adapter("OdoriProviderHTTP", http, ["OdoriDomain", .crypto]),
        adapter("OdoriKling", ours, http, ["OdoriPrompts", "OdoriProviderHTTP", .system]),
        adapter("OdoriFal", ours, http, ["OdoriPrompts", "OdoriProviderHTTP", .crypto, .system]),
        adapter("OdoriMiniMax", ours, http, ["OdoriPrompts", "OdoriProviderHTTP", .system]),
        adapter(
            "OdoriGemini", ours, http,
            ["OdoriPrompts", "OdoriGoogleAuth", "OdoriProcess", "OdoriProviderHTTP", .system]),
        adapter("OdoriC2PA", ours, ["OdoriProcess", .system], resources: [.embedInCode("Script/sign.py")]),
        adapter("OdoriFFmpeg", ours, ["OdoriScratch", "OdoriProcess", .crypto, .system]),

        // libcurl, and the one thing in C: options of it that Swift cannot set
        .systemLibrary(
            name: "CLibcurl",
            path: "Sources/C/CLibcurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .target(name: "CEgress", dependencies: ["CLibcurl"], path: "Sources/C/CEgress"),

        // Apps
        app("OdoriSettings", ["OdoriDomain", .configuration, .log, .system]),
        app("OdoriHTTP", ours, server, [.lifecycle, .nioCore, .unixSignals]),
        app(
            "OdoriAPI", ours, server, ["OdoriJobs", "OdoriHTTP", .crypto, .lifecycle, .nioCore, .system],
            resources: [.embedInCode("Specification/openapi.json"), .embedInCode("Page/Files")]),
        app("OdoriWorker", ours, server, ["OdoriJobs", "OdoriPipeline", "OdoriHTTP", .nioCore]),
        app(
            "OdoriQueue", server, http,
            ["OdoriJSON", "OdoriPlainHTTP", .grdb, .lifecycle, .crypto, .cryptoExtras, .heap],
            resources: [.embedInCode("Discovery/cloudtasks.v2.json")]),
        app(
            "OdoriBackends", ours,
            [
                "OdoriSettings", "OdoriLocal", "OdoriFirestore", "OdoriCloudStorage", "OdoriGoogleAuth",
                "OdoriGoogleQueues", .httpClient, .system,
            ]),
        app(
            "OdoriConsole", ours, http,
            ["OdoriPrompts", "OdoriProcess", "OdoriProviderHTTP", .subprocess, .system, .crypto]),
        program(
            "odori-api",
            [
                "OdoriDomain", "OdoriSettings", "OdoriHTTP", "OdoriAPI", "OdoriLocal", "OdoriScratch",
                "OdoriBackends", .log, .nioCore, .nioPosix, .system,
            ]),
        program(
            "odori-worker", ours,
            [
                "OdoriScratch", "OdoriJobs", "OdoriPipeline", "OdoriSettings", "OdoriHTTP", "OdoriWorker",
                "OdoriLocal", "OdoriBackends", "OdoriStudio", "OdoriFFmpeg", "OdoriProcess", "OdoriKling",
                "OdoriFal", "OdoriMiniMax", "OdoriGemini", "OdoriEgress", "OdoriC2PA", "OdoriGoogleAuth",
                .httpClient, .lifecycle, .log, .nioCore, .system,
            ]),
        program("odori-queue", ["OdoriQueue", .argumentParser, .log, .lifecycle, .nioCore, .unixSignals]),
        program(
            "odori", ours,
            [
                "OdoriJobs", "OdoriFFmpeg", "OdoriConsole", "OdoriSettings", "OdoriLocal", "OdoriBackends",
                "OdoriGoogleAuth", "OdoriGoogleQueues", "OdoriProcess", .argumentParser, .httpClient, .log,
                .unixSignals, .system,
            ]),

        // Testing: never linked by an executable that is shipped
        testing("OdoriTesting", ours, ["OdoriJobs", "OdoriPretend", .system]),
        testing("OdoriPretend", ours, [.system]),
        testing("OdoriJudges"),
        testing("OdoriFakes", http, [.subprocess, .system]),
        testing("OdoriSimulation", ours, ["OdoriJobs", "OdoriPipeline", "OdoriLocal", .log, .system]),
        tool("odori-simulate", ["OdoriSimulation", .argumentParser]),
        tool("tool-runner-fixture", ["OdoriProcess"]),
        tool("odori-fake-providers", http, server, [.argumentParser, .crypto, .system]),
        tool(
            "odori-chaos", ours,
            [
                "OdoriJobs", "OdoriLocal", "OdoriGoogleQueues", "OdoriConsole", .argumentParser, .httpClient,
                .nioCore, .nioPosix, .system, .unixSignals,
            ]),
        tool(
            "odori-worker-next", ours,
            [
                "OdoriJobs", "OdoriPipeline", "OdoriSettings", "OdoriBackends", "OdoriHTTP", "OdoriWorker",
                "OdoriLocal", "OdoriScratch", "OdoriStudio", "OdoriFFmpeg", "OdoriEgress", .log, .system,
            ]),
        tool(
            "odori-bench-engine", ours, http,
            [
                "OdoriJobs", "OdoriPipeline", "OdoriHTTP", "OdoriWorker", "OdoriLocal", "OdoriGoogleAuth",
                "OdoriGoogleQueues", "OdoriConsole", "OdoriPretend", .argumentParser, .lifecycle, .log, .nioPosix,
                .system,
            ]),
        tool(
            "odori-bench-google", ours,
            [
                "OdoriJobs", "OdoriLocal", "OdoriFirestore", "OdoriCloudStorage", "OdoriGoogleAuth",
                .argumentParser, .httpClient, .system,
            ]),

        // Tests: of each target, by its name
        tests("OdoriJSON"),
        tests("OdoriDomain", ["OdoriJSON"]),
        tests("OdoriPrompts", ours),
        tests("OdoriJobs", ours, ["OdoriLocal"]),
        tests(
            "OdoriPipeline", ours, fakes,
            [
                "OdoriJobs", "OdoriLocal", "OdoriGemini", "OdoriKling", "OdoriFal", "OdoriMiniMax", "OdoriEgress",
                "OdoriFFmpeg", .httpClient, .log, .subprocess, .system,
            ]),
        tests("OdoriProcess", ["OdoriDomain", "tool-runner-fixture", .system]),
        tests("OdoriScratch", ["OdoriProcess", .system]),
        tests("OdoriLocal", ours, [.grdb, .system, .subprocess]),
        tests(
            "OdoriGoogleAuth", ours, testServer,
            ["OdoriJudges", .httpClient, .crypto, .cryptoExtras, .jwt, .nioCore]),
        tests("OdoriPlainHTTP", [.nioCore, .nioHTTP1, .nioPosix]),
        tests(
            "OdoriGoogleQueues", ours, http, testServer,
            ["OdoriQueue", "OdoriGoogleAuth", "OdoriSimulation", "OdoriJudges", .log]),
        tests(
            "OdoriFirestore", ours, http, testServer,
            ["OdoriGoogleAuth", "OdoriLocal", "OdoriJobs", "OdoriJudges", .subprocess, .system]),
        tests(
            "OdoriCloudStorage", ours, http, testServer,
            [
                "OdoriGoogleAuth", "OdoriLocal", "OdoriJudges", "odori-bench-google", .cryptoExtras, .nioPosix,
                .system,
            ]),
        tests("OdoriEgress", ours, testServer, [.nioCore, .system]),
        tests("OdoriKling", ours, http, fakes, ["OdoriEgress", "OdoriJudges", .system]),
        tests("OdoriFal", ours, fakes, ["OdoriEgress", .crypto, .httpClient, .subprocess, .system]),
        tests("OdoriMiniMax", ours, fakes, ["OdoriFFmpeg", .httpClient, .system]),
        tests(
            "OdoriGemini", ours, http, fakes,
            ["OdoriPrompts", "OdoriGoogleAuth", "OdoriProviderHTTP", "OdoriFFmpeg", "OdoriJudges", .system]),
        tests("OdoriC2PA", ours, ["OdoriFFmpeg", "OdoriJudges", "OdoriPipeline", "OdoriProcess", .system]),
        tests("OdoriStudio", ours, ["OdoriScratch", "OdoriProcess", .system]),
        tests("OdoriFFmpeg", ours, ["OdoriProcess", .system]),
        tests("OdoriSettings", ["OdoriDomain", .log]),
        tests(
            "OdoriAPI", ours, http, testServer,
            ["odori-api", "odori-queue", "OdoriJobs", "OdoriHTTP", "OdoriLocal", .log, .system]),
        tests(
            "OdoriWorker", ours, testServer, ["OdoriJobs", "OdoriPipeline", "OdoriHTTP", "OdoriLocal", .log, .nioCore]),
        tests(
            "OdoriQueue", http, server,
            ["odori-queue", "OdoriJudges", .grdb, .jwt, .lifecycle, .subprocess, .system]),
        tests("OdoriConsole", ours, server, ["OdoriProcess", .lifecycle, .nioCore, .system]),

        // Tests: of everything together
        tests(of: "Architecture"),
        tests(of: "Wire", ["OdoriDomain"]),
        tests(of: "Simulation", ours, ["OdoriSimulation", "OdoriTesting"], exclude: ["Kept", "Mutations"]),
        tests(
            of: "Browser", ours,
            [
                "OdoriConsole", "OdoriJobs", "OdoriJudges", "OdoriLocal", "odori", "odori-api", "odori-queue",
                "odori-worker", .system,
            ],
            exclude: ["Scripts"]),
        tests(
            of: "EndToEnd", http, fakes,
            [
                "OdoriConsole", "OdoriJudges", "OdoriTesting", "odori-chaos", "odori-worker-next", .subprocess, .system,
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !["CLibcurl", "CEgress"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
    ]
}

typealias Dependencies = [Target.Dependency]

/// The words and the ports that nearly everything speaks in.
var ours: Dependencies { ["OdoriJSON", "OdoriDomain", "OdoriPorts"] }
/// Calling others.
var http: Dependencies { [.httpClient, .nioCore, .nioHTTP1] }
/// Being called.
var server: Dependencies { [.hummingbird, .httpTypes, .log] }
/// A server that lives as long as a test.
var testServer: Dependencies { [.hummingbird, .hummingbirdTesting, .httpTypes] }
/// The fake providers, and who runs them.
var fakes: Dependencies { ["OdoriFakes", "odori-fake-providers"] }

func core(_ name: String, _ dependencies: Dependencies...) -> Target {
    .target(name: name, dependencies: dependencies.flatMap(\.self), path: "Sources/Core/\(name)")
}

func adapter(_ name: String, _ dependencies: Dependencies..., resources: [Resource]? = nil) -> Target {
    .target(
        name: name, dependencies: dependencies.flatMap(\.self), path: "Sources/Adapters/\(name)", resources: resources)
}

func app(_ name: String, _ dependencies: Dependencies..., resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies.flatMap(\.self), path: "Sources/Apps/\(name)", resources: resources)
}

/// An executable that is shipped.
func program(_ name: String, _ dependencies: Dependencies...) -> Target {
    .executableTarget(name: name, dependencies: dependencies.flatMap(\.self), path: "Sources/Apps/\(name)")
}

func testing(_ name: String, _ dependencies: Dependencies...) -> Target {
    .target(name: name, dependencies: dependencies.flatMap(\.self), path: "Sources/Testing/\(name)")
}

/// An executable for tests and benchmarks.
func tool(_ name: String, _ dependencies: Dependencies...) -> Target {
    .executableTarget(name: name, dependencies: dependencies.flatMap(\.self), path: "Sources/Testing/\(name)")
}

func tests(_ name: String, _ dependencies: Dependencies...) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.init(stringLiteral: name), "OdoriTesting", "OdoriPretend"] + dependencies.flatMap(\.self),
        path: "Tests/\(name)Tests"
    )
}

/// Tests that belong to no target alone.
func tests(of folder: String, _ dependencies: Dependencies..., exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(folder)Tests", dependencies: dependencies.flatMap(\.self), path: "Tests/\(folder)", exclude: exclude)
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var configuration: Self { .product(name: "Configuration", package: "swift-configuration") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Self { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    static var heap: Self { .product(name: "HeapModule", package: "swift-collections") }
    static var httpClient: Self { .product(name: "AsyncHTTPClient", package: "async-http-client") }
    static var httpTypes: Self { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Self { .product(name: "Hummingbird", package: "hummingbird") }
    static var hummingbirdTesting: Self { .product(name: "HummingbirdTesting", package: "hummingbird") }
    static var jwt: Self { .product(name: "JWTKit", package: "jwt-kit") }
    static var lifecycle: Self { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
    static var log: Self { .product(name: "Logging", package: "swift-log") }
    static var nioCore: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var subprocess: Self { .product(name: "Subprocess", package: "swift-subprocess") }
    static var system: Self { .product(name: "SystemPackage", package: "swift-system") }
    static var unixSignals: Self { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
}
