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
        core("OdoriDomain", [.crypto]),
        core("OdoriPorts", ["OdoriDomain", .system]),
        core("OdoriPrompts", ["OdoriDomain", "OdoriPorts"]),
        core("OdoriJobs", ["OdoriDomain", "OdoriPorts"]),
        core("OdoriPipeline", ["OdoriDomain", "OdoriPorts", "OdoriJobs", .log, .system]),

        // Adapters
        adapter("OdoriProcess", ["OdoriDomain", .subprocess, .system]),
        adapter("OdoriScratch", ["OdoriPorts", .system]),
        adapter("OdoriLocal", ["OdoriDomain", "OdoriPorts", .grdb, .crypto, .system]),
        adapter("OdoriFirestore", ["OdoriDomain", "OdoriPorts", "OdoriGoogleAuth", .httpClient, .nioCore, .nioHTTP1]),
        adapter(
            "OdoriGoogleAuth",
            ["OdoriDomain", "OdoriPorts", .crypto, .cryptoExtras, .httpClient, .jwt, .nioCore, .nioHTTP1]),
        adapter(
            "OdoriCloudStorage",
            [
                "OdoriDomain", "OdoriPorts", "OdoriGoogleAuth", .crypto, .httpClient, .nioCore, .nioHTTP1, .nioPosix,
                .system,
            ]),
        adapter(
            "OdoriGoogleQueues",
            [
                "OdoriDomain", "OdoriPorts", "OdoriGoogleAuth", .httpClient, .nioCore, .nioHTTP1, .nioPosix,
            ]),
        adapter("OdoriStudio", ["OdoriDomain", "OdoriPorts", "OdoriScratch", "OdoriProcess", .crypto, .system]),
        adapter("OdoriEgress", ["OdoriDomain", "OdoriPorts", "CEgress", .system]),
        adapter("OdoriProviderHTTP", ["OdoriDomain", .crypto, .httpClient, .nioCore, .nioHTTP1]),
        adapter(
            "OdoriKling",
            [
                "OdoriDomain", "OdoriPorts", "OdoriPrompts", "OdoriProviderHTTP", .httpClient, .nioCore, .nioHTTP1,
                .system,
            ]),
        adapter(
            "OdoriFal",
            [
                "OdoriDomain", "OdoriPorts", "OdoriPrompts", "OdoriProviderHTTP", .crypto, .httpClient, .nioCore,
                .nioHTTP1, .system,
            ]),
        adapter(
            "OdoriMiniMax",
            [
                "OdoriDomain", "OdoriPorts", "OdoriPrompts", "OdoriProviderHTTP", .httpClient, .nioCore, .nioHTTP1,
                .system,
            ]),
        adapter(
            "OdoriGemini",
            [
                "OdoriDomain", "OdoriPorts", "OdoriPrompts", "OdoriGoogleAuth", "OdoriProcess", "OdoriProviderHTTP",
                .httpClient, .nioCore, .nioHTTP1, .system,
            ]),
        adapter(
            "OdoriC2PA", ["OdoriDomain", "OdoriPorts", "OdoriProcess", .system],
            resources: [.embedInCode("Script/sign.py")]),
        adapter("OdoriFFmpeg", ["OdoriDomain", "OdoriPorts", "OdoriScratch", "OdoriProcess", .crypto, .system]),

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
        app(
            "OdoriAPI",
            [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriHTTP", .hummingbird, .httpTypes, .crypto, .lifecycle,
                .log,
                .nioCore,
                .system,
            ],
            resources: [.embedInCode("Specification/openapi.json"), .embedInCode("Page/Files")]),
        app(
            "OdoriWorker",
            [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriPipeline", "OdoriHTTP", .hummingbird, .httpTypes, .log,
                .nioCore,
            ]),
        app(
            "OdoriQueue",
            [
                .hummingbird, .httpTypes, .httpClient, .grdb, .nioCore, .nioHTTP1, .log, .lifecycle, .crypto,
                .cryptoExtras,
            ],
            resources: [.embedInCode("Discovery/cloudtasks.v2.json")]),
        app(
            "OdoriHTTP",
            [
                "OdoriDomain", "OdoriPorts", .hummingbird, .httpTypes, .lifecycle, .log, .nioCore, .unixSignals,
            ]),
        app(
            "OdoriBackends",
            [
                "OdoriDomain", "OdoriPorts", "OdoriSettings", "OdoriLocal", "OdoriFirestore", "OdoriCloudStorage",
                "OdoriGoogleAuth", "OdoriGoogleQueues", .httpClient, .system,
            ]),
        executable(
            "odori-api",
            [
                "OdoriDomain", "OdoriSettings", "OdoriHTTP", "OdoriAPI", "OdoriLocal", "OdoriScratch",
                "OdoriBackends", .log, .nioCore, .nioPosix, .system,
            ]),
        executable(
            "odori-worker",
            [
                "OdoriDomain", "OdoriPorts", "OdoriScratch", "OdoriJobs", "OdoriPipeline", "OdoriSettings", "OdoriHTTP",
                "OdoriWorker",
                "OdoriLocal", "OdoriBackends", "OdoriStudio", "OdoriFFmpeg", "OdoriProcess",
                "OdoriKling", "OdoriFal", "OdoriMiniMax", "OdoriGemini", "OdoriEgress", "OdoriC2PA",
                "OdoriGoogleAuth", .httpClient, .lifecycle, .log, .nioCore, .system,
            ]),
        executable(
            "odori-queue", ["OdoriQueue", .argumentParser, .log, .lifecycle, .nioCore, .nioPosix, .unixSignals]),
        app(
            "OdoriConsole",
            [
                "OdoriDomain", "OdoriPorts", "OdoriPrompts", "OdoriProcess", "OdoriProviderHTTP", .httpClient, .nioCore,
                .nioHTTP1, .subprocess, .system, .crypto,
            ]),
        executable(
            "odori",
            [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriFFmpeg", "OdoriConsole", "OdoriSettings", "OdoriLocal",
                "OdoriBackends", "OdoriGoogleAuth", "OdoriGoogleQueues", .argumentParser,
                .httpClient, .log, .unixSignals, .system, "OdoriProcess",
            ]),

        // Testing: never linked by an executable
        .target(
            name: "OdoriTesting",
            dependencies: ["OdoriDomain", "OdoriPorts", "OdoriJobs", .system],
            path: "Sources/Testing/OdoriTesting"
        ),
        .target(name: "OdoriJudges", path: "Sources/Testing/OdoriJudges"),
        .target(
            name: "OdoriFakes",
            dependencies: [.httpClient, .nioCore, .nioHTTP1, .subprocess, .system],
            path: "Sources/Testing/OdoriFakes"
        ),
        .target(
            name: "OdoriSimulation",
            dependencies: ["OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriPipeline", "OdoriLocal", .log, .system],
            path: "Sources/Testing/OdoriSimulation"
        ),
        .executableTarget(
            name: "odori-simulate",
            dependencies: ["OdoriSimulation", .argumentParser],
            path: "Sources/Testing/odori-simulate"
        ),
        .executableTarget(
            name: "tool-runner-fixture",
            dependencies: ["OdoriProcess"],
            path: "Sources/Testing/tool-runner-fixture"
        ),
        .executableTarget(
            name: "odori-bench-engine",
            dependencies: [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriPipeline", "OdoriHTTP", "OdoriWorker", "OdoriLocal",
                "OdoriGoogleAuth", "OdoriGoogleQueues", "OdoriConsole", "OdoriTesting", .argumentParser,
                .httpClient, .lifecycle, .log, .nioCore, .nioHTTP1, .nioPosix, .system,
            ],
            path: "Sources/Testing/odori-bench-engine"
        ),
        .executableTarget(
            name: "odori-fake-providers",
            dependencies: [
                .argumentParser, .crypto, .httpClient, .hummingbird, .httpTypes, .log, .nioCore, .nioHTTP1, .system,
            ],
            path: "Sources/Testing/odori-fake-providers"
        ),
        .executableTarget(
            name: "odori-chaos",
            dependencies: [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriLocal", "OdoriGoogleQueues", "OdoriConsole",
                .argumentParser, .httpClient, .nioCore, .nioPosix, .system, .unixSignals,
            ],
            path: "Sources/Testing/odori-chaos"
        ),
        .executableTarget(
            name: "odori-worker-next",
            dependencies: [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriPipeline", "OdoriSettings", "OdoriBackends",
                "OdoriHTTP", "OdoriWorker", "OdoriLocal", "OdoriScratch", "OdoriStudio", "OdoriFFmpeg", "OdoriEgress",
                .log, .system,
            ],
            path: "Sources/Testing/odori-worker-next"
        ),
        .executableTarget(
            name: "odori-bench-google",
            dependencies: [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriLocal", "OdoriFirestore", "OdoriCloudStorage",
                "OdoriGoogleAuth", .argumentParser, .httpClient, .system,
            ],
            path: "Sources/Testing/odori-bench-google"
        ),
        tests("OdoriDomain"),
        tests("OdoriJobs", ["OdoriDomain", "OdoriPorts", "OdoriLocal"]),
        tests(
            "OdoriPipeline",
            [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriLocal", "OdoriGemini", "OdoriKling", "OdoriFal",
                "OdoriMiniMax", "OdoriEgress", "OdoriFFmpeg", "OdoriFakes", "odori-fake-providers", .httpClient,
                .nioCore,
                .nioHTTP1, .subprocess, .system,
            ]),
        tests("OdoriProcess", ["OdoriDomain", "tool-runner-fixture", .system]),
        tests("OdoriScratch", ["OdoriProcess", .system]),
        tests("OdoriLocal", ["OdoriDomain", "OdoriPorts", .grdb, .system, .subprocess]),
        tests(
            "OdoriGoogleAuth",
            [
                "OdoriDomain", "OdoriPorts", "OdoriJudges", .nioCore, .httpTypes, .hummingbird, .hummingbirdTesting,
                .httpClient, .crypto, .cryptoExtras,
                .jwt,
            ]),
        tests(
            "OdoriGoogleQueues",
            [
                "OdoriDomain", "OdoriPorts", "OdoriQueue", "OdoriGoogleAuth", "OdoriSimulation", "OdoriJudges",
                .hummingbird, .hummingbirdTesting,
                .httpClient, .nioCore, .nioHTTP1, .nioPosix, .log,
            ]),
        tests(
            "OdoriFirestore",
            [
                "OdoriDomain", "OdoriPorts", "OdoriGoogleAuth", "OdoriLocal", "OdoriJobs", "OdoriJudges", .httpClient,
                .hummingbird,
                .hummingbirdTesting, .nioCore, .nioHTTP1, .subprocess, .system,
            ]),
        tests(
            "OdoriCloudStorage",
            [
                "OdoriDomain", "OdoriPorts", "OdoriGoogleAuth", "OdoriLocal", "OdoriJudges", "odori-bench-google",
                .cryptoExtras, .httpClient, .hummingbird, .hummingbirdTesting, .nioCore, .nioHTTP1, .nioPosix, .system,
            ]),
        tests("OdoriEgress", ["OdoriDomain", "OdoriPorts", .hummingbird, .hummingbirdTesting, .nioCore, .system]),
        tests(
            "OdoriKling",
            [
                "OdoriDomain", "OdoriPorts", "OdoriEgress", "OdoriJudges", "OdoriFakes", "odori-fake-providers",
                .httpClient,
                .nioCore, .nioHTTP1,
                .subprocess, .system,
            ]),
        tests(
            "OdoriMiniMax",
            [
                "OdoriDomain", "OdoriPorts", "OdoriFFmpeg", "OdoriFakes", "odori-fake-providers", .httpClient, .nioCore,
                .nioHTTP1,
                .subprocess, .system,
            ]),
        tests(
            "OdoriFal",
            [
                "OdoriDomain", "OdoriPorts", "OdoriEgress", "OdoriFakes", "odori-fake-providers", .crypto, .httpClient,
                .nioCore, .nioHTTP1, .subprocess, .system,
            ]),
        tests("OdoriPrompts", ["OdoriDomain", "OdoriPorts"]),
        tests(
            "OdoriGemini",
            [
                "OdoriDomain", "OdoriPorts", "OdoriPrompts", "OdoriGoogleAuth", "OdoriProviderHTTP", "OdoriFFmpeg",
                "OdoriJudges", "OdoriFakes", "odori-fake-providers", .httpClient, .nioCore, .nioHTTP1, .subprocess,
                .system,
            ]),
        tests(
            "OdoriC2PA",
            ["OdoriDomain", "OdoriPorts", "OdoriFFmpeg", "OdoriJudges", "OdoriPipeline", "OdoriProcess", .system]),
        tests("OdoriStudio", ["OdoriDomain", "OdoriPorts", "OdoriScratch", "OdoriProcess", .system]),
        tests("OdoriFFmpeg", ["OdoriDomain", "OdoriPorts", "OdoriProcess", .system]),
        tests("OdoriSettings", ["OdoriDomain", .log]),
        tests(
            "OdoriAPI",
            [
                "odori-api", "odori-queue", "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriHTTP", "OdoriLocal",
                .hummingbird,
                .hummingbirdTesting, .httpClient, .httpTypes, .log, .nioCore, .nioHTTP1, .system,
            ]),
        tests(
            "OdoriWorker",
            [
                "OdoriDomain", "OdoriPorts", "OdoriJobs", "OdoriPipeline", "OdoriHTTP", "OdoriLocal", .hummingbird,
                .hummingbirdTesting, .httpTypes, .log, .nioCore,
            ]),
        tests(
            "OdoriQueue",
            [
                "odori-queue", "OdoriJudges", .hummingbird, .httpTypes, .httpClient, .nioCore, .nioHTTP1, .grdb, .jwt,
                .log,
                .lifecycle,
                .subprocess, .system,
            ]),
        tests(
            "OdoriConsole",
            [
                "OdoriDomain", "OdoriPorts", "OdoriProcess", .hummingbird, .httpTypes, .lifecycle, .log,
                .nioCore, .system,
            ]),
        .testTarget(name: "ArchitectureTests", path: "Tests/Architecture"),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["OdoriSimulation", "OdoriDomain", "OdoriPorts", "OdoriTesting"],
            path: "Tests/Simulation",
            exclude: ["Kept", "Mutations"]
        ),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "OdoriConsole", "OdoriDomain", "OdoriJobs", "OdoriLocal", "OdoriPorts", "odori", "odori-api",
                "odori-queue", "odori-worker", .system,
            ],
            path: "Tests/Browser",
            exclude: ["Scripts"]
        ),
        .testTarget(name: "WireTests", dependencies: ["OdoriDomain"], path: "Tests/Wire"),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "OdoriConsole", "OdoriJudges", "OdoriTesting", "OdoriFakes", "odori-fake-providers", "odori-chaos",
                "odori-worker-next", .subprocess,
                .system, .httpClient,
                .nioCore,
                .nioHTTP1,
            ],
            path: "Tests/EndToEnd"
        ),
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

func core(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Core/\(name)")
}

func adapter(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Adapters/\(name)", resources: resources)
}

func app(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Apps/\(name)", resources: resources)
}

func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Sources/Apps/\(name)")
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.init(stringLiteral: name), "OdoriTesting"] + dependencies,
        path: "Tests/\(name)Tests"
    )
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var configuration: Self { .product(name: "Configuration", package: "swift-configuration") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Self { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
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
