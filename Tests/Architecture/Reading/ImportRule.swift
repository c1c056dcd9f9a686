/// Who may import whom, as the design says it; the sources are compared with it.
enum ImportRule {
    private static let core: Set = ["OdoriJSON", "OdoriDomain", "OdoriPorts"]

    /// Modules of ours that a target's files may import. A target that is missing here breaks the rule.
    static let ours: [String: Set<String>] = [
        "OdoriJSON": [],
        "OdoriDomain": ["OdoriJSON"],
        "OdoriPorts": ["OdoriJSON", "OdoriDomain"],
        "OdoriPrompts": core,
        "OdoriJobs": core,
        "OdoriPipeline": core.union(["OdoriJobs"]),

        "OdoriProcess": ["OdoriDomain"],
        "OdoriScratch": ["OdoriPorts"],
        "OdoriLocal": core,
        "OdoriGoogleAuth": core,
        "OdoriPlainHTTP": [],
        "OdoriGoogleQueues": core.union(["OdoriGoogleAuth", "OdoriPlainHTTP"]),
        "OdoriFirestore": core.union(["OdoriGoogleAuth"]),
        "OdoriCloudStorage": core.union(["OdoriGoogleAuth"]),
        "OdoriProviderHTTP": ["OdoriDomain"],
        "OdoriKling": core.union(["OdoriPrompts", "OdoriProviderHTTP"]),
        "OdoriFal": core.union(["OdoriPrompts", "OdoriProviderHTTP"]),
        "OdoriMiniMax": core.union(["OdoriPrompts", "OdoriProviderHTTP"]),
        "OdoriStudio": core.union(["OdoriProcess", "OdoriScratch"]),
        "OdoriFFmpeg": core.union(["OdoriProcess", "OdoriScratch"]),
        "OdoriEgress": core.union(["CEgress"]),
        "OdoriC2PA": core.union(["OdoriProcess"]),
        "OdoriGemini": core.union(["OdoriPrompts", "OdoriGoogleAuth", "OdoriProcess", "OdoriProviderHTTP"]),

        // C: libcurl's header, and the calls of it that Swift cannot make.
        "CLibcurl": [],
        "CEgress": ["CLibcurl"],

        "OdoriSettings": ["OdoriDomain"],
        "OdoriHTTP": core,
        "OdoriAPI": core.union(["OdoriJobs", "OdoriHTTP"]),
        "OdoriWorker": core.union(["OdoriJobs", "OdoriPipeline", "OdoriHTTP"]),
        "OdoriQueue": ["OdoriJSON", "OdoriPlainHTTP"],
        "OdoriConsole": core.union(["OdoriPrompts", "OdoriProcess", "OdoriProviderHTTP"]),

        "OdoriBackends": core.union([
            "OdoriSettings", "OdoriLocal", "OdoriFirestore", "OdoriCloudStorage", "OdoriGoogleAuth",
            "OdoriGoogleQueues",
        ]),

        "odori-api": core.union([
            "OdoriJobs", "OdoriSettings", "OdoriHTTP", "OdoriAPI", "OdoriLocal", "OdoriScratch", "OdoriBackends",
        ]),
        "odori-worker": core.union([
            "OdoriJobs", "OdoriPipeline", "OdoriSettings", "OdoriHTTP", "OdoriWorker", "OdoriLocal", "OdoriScratch",
            "OdoriBackends", "OdoriStudio", "OdoriFFmpeg", "OdoriProcess", "OdoriEgress", "OdoriKling", "OdoriFal",
            "OdoriMiniMax", "OdoriGemini", "OdoriGoogleAuth", "OdoriC2PA",
        ]),
        "odori-queue": ["OdoriQueue"],
        "odori": core.union([
            "OdoriConsole", "OdoriSettings", "OdoriLocal", "OdoriGoogleAuth", "OdoriGoogleQueues", "OdoriFFmpeg",
            "OdoriJobs", "OdoriBackends",
        ]),

        "OdoriTesting": core.union(["OdoriJobs", "OdoriPretend"]),
        // Knows no testing library: what is measured has it too.
        "OdoriPretend": core,
        // Runs what others wrote, so it knows nothing of ours.
        "OdoriJudges": [],
        // Runs the built fakes, which know nothing of ours either.
        "OdoriFakes": [],
        "OdoriSimulation": core.union(["OdoriJobs", "OdoriPipeline", "OdoriLocal"]),
        "odori-simulate": ["OdoriSimulation"],
        "odori-chaos": core.union(["OdoriJobs", "OdoriLocal", "OdoriGoogleQueues", "OdoriConsole"]),
        "tool-runner-fixture": ["OdoriProcess"],
        "odori-bench-engine": core.union([
            "OdoriJobs", "OdoriPipeline", "OdoriHTTP", "OdoriWorker", "OdoriLocal", "OdoriGoogleAuth",
            "OdoriGoogleQueues",
            "OdoriConsole", "OdoriPretend",
        ]),
        "odori-bench-google": core.union([
            "OdoriJobs", "OdoriLocal", "OdoriFirestore", "OdoriCloudStorage", "OdoriGoogleAuth",
        ]),
        // The worker of a later build.
        "odori-worker-next": core.union([
            "OdoriJobs", "OdoriPipeline", "OdoriSettings", "OdoriBackends", "OdoriHTTP", "OdoriWorker", "OdoriLocal",
            "OdoriScratch", "OdoriStudio", "OdoriFFmpeg", "OdoriEgress",
        ]),
        // A judge of our clients, so it knows nothing of ours.
        "odori-fake-providers": [],
    ]

    /// What the core may import of others: no I/O, no vendor.
    static let coreVendors: Set<String> = [
        "Foundation", "FoundationEssentials", "Synchronization", "Crypto", "SystemPackage", "Logging",
    ]

    /// Apps that have no ports of their own to be given adapters by.
    private static let portless: Set = ["OdoriConsole", "OdoriQueue"]

    /// A module of ours or of this package's tests.
    static func isOurs(_ module: String) -> Bool {
        ours.keys.contains(module) || module.hasPrefix("Odori")
    }

    /// What is wrong with a file's imports, a sentence each.
    static func violations(of file: Repository.SourceFile, adapters: Set<String>) -> [String] {
        guard let allowed = ours[file.target] else { return ["\(file.target) is not in the import rule"] }
        let imports = Imports.of(file)
        var violations = imports.filter { isOurs($0) && !allowed.contains($0) }.map {
            "\(file) may not import \($0)"
        }
        if file.group == "Core" {
            violations += imports.filter { !isOurs($0) && !coreVendors.contains($0) }.map {
                "\(file) may not import \($0): the core knows no vendor"
            }
        }
        if file.group == "Apps", !isAssembly(file), !portless.contains(file.target) {
            violations += imports.intersection(adapters).map {
                "\(file) names the adapter \($0); only an assembly does"
            }
        }
        return violations.sorted()
    }

    /// The composition root of an executable: `WorkerAssembly.swift`, or a part of it, `WorkerAssembly+Studio.swift`.
    static func isAssembly(_ file: Repository.SourceFile) -> Bool {
        file.name.hasSuffix("Assembly.swift") || file.name.contains("Assembly+")
    }
}
