import Foundation
import OdoriFakes
import OdoriTesting
import Subprocess
import Synchronization
import Testing

extension OneMachine {
    @Suite("Live providers")
    struct LiveProvidersTests {
        private static let order = """
            {"count": 1, "options": {"generate_variants": false, "create_soundtracks": false}}
            """
        /// Every way of failing that a character survives: a quota, a minor, a famous name, prose, a lost answer, a picture of the
        /// wrong shape, one that is none, a server that is busy.
        private static let faults = """
            {"script": {"text:1": "quota_minute", "text:2": "minor", "text:3": "prose", "image:2": "lose_reply",
             "image:4": "wrong_ratio", "image:6": "error", "image:8": "wrong_mime", "analysis:1": "error",
             "analysis:3": "malformed"}}
            """
        /// The table's worst price of a picture.
        private static let worstPicture: Int64 = 130_000

        @Test(
            """
            make a whole character through every fault that can be survived, and are asked for each dance once although every third \
            answer about one is lost; the ledger equals their bills to the cent
            """)
        func whole() async throws {
            let faults = #"{"lose_reply_every": 3, "end_after_ms": 1500}"#
            try await FakeProviders.atWork(faults: faults, gemini: Self.faults) { provider in
                try await Installation.running(environment: provider.live) { installation in
                    let api = installation.api
                    let job = try await api.post("run", body: Self.order).read(Job.self).job_id
                    let end = try await eventually(within: .seconds(800), "the job ends") {
                        let status = try await api.status(job)
                        return ["queued", "running"].contains(status.status) ? nil : status
                    }
                    #expect(end.status == "completed", "\(end.errors)")
                    let calls = try await provider.geminiBooks().calls
                    #expect(calls.filter { $0.kind == "analysis" && $0.price > 0 }.count >= 3)
                    #expect(Set(calls.compactMap(\.key)) == [0, 1], "the second key took over")
                    let lost = calls.filter { $0.price > 0 && !$0.answered }
                    #expect(lost.map(\.kind) == ["image"])
                    let billed = calls.filter { $0.kind != "analysis" }.reduce(0) { $0 + $1.price }
                    let unseen = lost.reduce(0) { $0 + Self.worstPicture - $1.price }
                    let books = try await provider.books()
                    #expect(books.arrived == 3 && books.operations == 3, "submissions per operation are not 1")
                    #expect(books.keys == 3 && books.duplicates == 0)
                    #expect(books.submissions.count { !$0.answered } == 1)
                    let cost = try await api.get("status/\(job)").read(Costs.self).cost
                    // What nobody saw the price of counts at its worst.
                    #expect(micro(cost.spent_usd) == billed + unseen + books.billed)
                    #expect(cost.reserved_usd == 0 && cost.ambiguous_operations == 1)
                    #expect(micro(cost.estimated_usd) >= books.billed)
                    try expectNoKeys(in: installation)
                }
            }
        }

        /// Kling has no right to one dance, so fal takes it.
        private static let terms = #""end_after_ms": 1500, "refuse_picture": "align_1_", "throttle_code": 1103"#
        /// Each first submission is taken and its answer lost, each first question meets a reset, each first download breaks off; who
        /// composes is busy at first.
        private static let losses =
            #"{\#(terms), "first": {"kling": "lose_reply", "fal": "lose_reply", "minimax": "throttle"}}"#

        /// What would otherwise differ from job to job.
        private static let choices = #"""
            "seed": 7, "prefer": ["kling", "fal"],
            "reference_videos": ["studio_sunset_groove", "studio_neon_bounce", "studio_star_jump"]
            """#

        @Test(
            """
            all make one character, each call going wrong at first: no dance is ordered twice, all books agree to the cent, and the job \
            ends as it does when nothing goes wrong
            """,
            .enabled(if: ProcessInfo.processInfo.environment["ODORI_TEST_EVERY"] == "1"),
            arguments: ["minimax", "lyria"])
        func allOfThem(music: String) async throws {
            let calm = try await played(by: music, faults: "{\(Self.terms)}", gemini: "{}") { _, _, _ in }
            let stormy = try await played(by: music, faults: Self.losses, gemini: #"{"first": "error"}"#) {
                provider, installation, job in
                let books = try await provider.books()
                let taken = books.submissions.filter { $0.code == 0 }.map(\.provider)
                #expect(taken.count { $0 == "kling" } == 2 && taken.count { $0 == "fal" } == 1)
                #expect(books.duplicates == 0)
                let calls = try await provider.geminiBooks().calls.filter { $0.kind != "analysis" }
                // A concept, five pictures, two stickers, and the music when it is Lyria's.
                let made = music == "lyria" ? 9 : 8
                #expect(calls.count { $0.status == 503 } == made, "every call went wrong once")
                #expect(calls.count { $0.status == 200 } >= made)
                let cost = try await installation.api.get("status/\(job)").read(Costs.self).cost
                #expect(micro(cost.spent_usd) == books.billed + calls.reduce(0) { $0 + $1.price })
                #expect(cost.reserved_usd == 0 && cost.ambiguous_operations == 0)
                try expectNoKeys(in: installation)
            }
            #expect(stormy == calm)
        }

        /// Has one character made by all four, looks at it, and says how it ended.
        private func played(
            by music: String, faults: String, gemini: String,
            _ look: @escaping @Sendable (FakeProviders, Installation, String) async throws -> Void
        ) async throws -> Ending {
            let ending = Mutex<Ending?>(nil)
            try await FakeProviders.atWork(faults: faults, gemini: gemini) { provider in
                try await Installation.running(environment: provider.everything(music: music)) { installation in
                    let api = installation.api
                    let order = Self.order.replacing("{\"count\"", with: "{\(Self.choices), \"count\"")
                    let job = try await api.post("run", body: order).read(Job.self).job_id
                    let end = try await eventually(within: .seconds(800), "the job ends") {
                        let status = try await api.status(job)
                        return ["queued", "running"].contains(status.status) ? nil : status
                    }
                    #expect(end.status == "completed", "\(end.errors)")
                    try await look(provider, installation, job)
                    let told = try await Ending(of: job, at: api)
                    ending.withLock { $0 = told }
                }
            }
            let told = ending.withLock(\.self)
            return try #require(told)
        }

        @Test("are asked by the doctor whether they take their keys, and told nothing by a dry run")
        func doctor() async throws {
            try await FakeProviders.atWork(
                faults: "{}", gemini: #"{"revoked_keys": ["\#(FakeProviders.geminiKeys[1])"]}"#
            ) {
                provider in
                let all = provider.live.merging([
                    "FAL_QUEUE_URL": provider.base, "FAL_KEY": FakeProviders.key, "ODORI_MUSIC": "lyria",
                    "MINIMAX_API_KEY": FakeProviders.key,
                ]) { $1 }
                let doctor = try await Programs.odori(["doctor", "--live"], environment: all)
                let lines = doctor.output.split(separator: "\n").filter { $0.contains("Gemini key") }
                #expect(lines.count == 6 && lines.count { $0.contains("✓") } == 3, "\(doctor.output)")
                for name in ["Kling key", "fal key"] {
                    #expect(doctor.output.contains("✓ \(name)"), "\(doctor.output)")
                }
                #expect(doctor.output.contains("MiniMax has no call that costs nothing"))
                #expect(!doctor.status.isSuccess)
                for key in FakeProviders.geminiKeys { #expect(!doctor.output.contains(key)) }
                let dry = try await Programs.odori(["run", "--dry-run", "--count", "2"], environment: provider.live)
                #expect(dry.status.isSuccess && dry.output.contains("Nothing was ordered"), "\(dry.errors)")
                #expect(dry.output.contains("## name sticker"))
                #expect(try await provider.geminiBooks().calls.isEmpty)
            }
        }

        /// Neither logs nor documents hold a key.
        private func expectNoKeys(in installation: Installation) throws {
            for file in FileManager.default.subpaths(atPath: installation.directory) ?? []
            where file.hasSuffix(".log") || file.contains("sqlite") {
                let content = FileManager.default.contents(atPath: installation.file(file)) ?? Data()
                for key in FakeProviders.geminiKeys {
                    #expect(content.firstRange(of: Data(key.utf8)) == nil, "\(file) holds a key")
                }
            }
        }

        private func micro(_ dollars: Double) -> Int64 {
            Int64((dollars * 1_000_000).rounded())
        }

        private struct Job: Decodable {
            var job_id: String
        }

        private struct Costs: Decodable {
            var cost: Cost

            struct Cost: Decodable {
                var estimated_usd: Double
                var reserved_usd: Double
                var spent_usd: Double
                var ambiguous_operations: Int?
            }
        }
    }
}
