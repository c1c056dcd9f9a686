import OdoriDomain
import OdoriPorts
import SystemPackage

/// What the providers that answer at once, and the media tools, have in common: they take a while and sometimes fail.
struct Craft: Sendable {
    let files: SimulatedFiles
    let process: SimulatedProcess
    let dice: SharedDice
    let moods: Moods
    let books: CallBook

    /// How often things go wrong at them, beside what happens to the process.
    struct Moods: Sendable {
        /// The chance that an answer is an error that may pass.
        var fails = 0.0
        /// The chance that a render comes out spoilt, which only its inspection tells.
        var spoils = 0.0
        /// Names are the same for all characters, so that they must give way to one another.
        var crowdedNames = false
        /// What a picture or a score costs, in micro-dollars.
        var callPrice: Int64 = 0
    }

    /// One piece of work of at most `longest`.
    func work<Result: Sendable>(
        _ call: PortCall, upTo longest: Duration, _ body: () throws -> Result
    ) async throws -> Result {
        try await process.call(call) {
            try await process.time.sleep(for: dice.duration(.milliseconds(5)...longest))
            if dice.chance(moods.fails) {
                books.noteFailure()
                throw OdoriError("provider_busy", "come again later", .transient)
            }
            let result = try body()
            if call.isPaid { books.notePaid() }
            return result
        }
    }

    /// Pictures and music are paid for at some providers, and answered at once.
    var terms: CallTerms { CallTerms(provider: "simulated", price: moods.callPrice) }

    /// What a render comes out as.
    func made(_ text: String) -> String {
        dice.chance(moods.spoils) ? Self.spoilt + text : text
    }

    static let spoilt = "spoilt "

    static func origin(_ prompt: String) -> Origin {
        Origin(provider: "simulated", model: "none", promptHash: prompt)
    }
}

struct SimulatedConceptWriter: ConceptWriter {
    let craft: Craft
    let terms = CallTerms.free("simulated")

    func write(_ brief: ConceptBrief) async throws -> Priced<ConceptDraft> {
        try await craft.work(.write, upTo: .seconds(2)) {
            let mark = craft.moods.crowdedNames ? "crowd" : String(brief.seed, radix: 36)
            let look = Concept.Look(
                seed: brief.seed, hairStyle: "bob", hairColour: "#112233", eyeColour: "#445566", skinColour: "#ffe0d0",
                palette: ["#101010", "#202020", "#303030"])
            let concept = Concept(
                name: "Mio \(mark) \(brief.candidate)", age: 24, personality: "calm", look: look, outfit: "a coat",
                setting: "a stage", danceMood: "bright", caption: "hello", hashtags: ["#dance"])
            return Priced(ConceptDraft(concept, origin: Craft.origin(mark)))
        }
    }
}

struct SimulatedImageGenerator: ImageGenerator {
    let craft: Craft
    var terms: CallTerms { craft.terms }

    func draw(_ order: ImageOrder, into file: FilePath) async throws -> Priced<Origin> {
        try await craft.work(.draw, upTo: .milliseconds(2500)) {
            let sources = try order.sources.map { try craft.files.read($0) }.joined(separator: "+")
            let subject = Self.text(of: order.subject)
            let text = Fingerprint.of("picture", subject, order.concept.name, sources)
            try craft.files.writePicture(text, to: file)
            return Priced(Craft.origin(text))
        }
    }

    private static func text(of subject: ImageOrder.Subject) -> String {
        switch subject {
        case .animeImage: "anime"
        case .cosplayImage: "cosplay"
        case .aligned(let motion): "aligned " + motion.id.rawValue
        case .variant(let outfit, let motion): "variant " + outfit.rawValue + motion.id.rawValue
        case .chibiSticker: "chibi"
        case .nameSticker: "name"
        }
    }
}

struct SimulatedMusicComposer: MusicComposer {
    let craft: Craft
    var terms: CallTerms { craft.terms }

    func compose(_ brief: MusicBrief, into file: FilePath) async throws -> Composition {
        try await craft.work(.compose, upTo: .seconds(3)) {
            craft.files.write(Fingerprint.of("score", String(brief.seed)), to: file)
            return Composition(tempo: 120, drop: 6, duration: 20, origin: Craft.origin("score"))
        }
    }
}

struct SimulatedDanceAnalyst: DanceAnalyst {
    let craft: Craft

    func analyse(_ video: FilePath) async throws -> DanceAnalysis {
        try await craft.work(.analyse, upTo: .seconds(3)) { Self.analysis }
    }

    /// Ten seconds of 120 beats a minute.
    static let analysis = DanceAnalysis(
        tempo: 120, beats: stride(from: 0, through: 9.5, by: 0.5).map(\.self),
        downbeats: stride(from: 0, through: 8, by: 2).map(\.self),
        sections: [.init(name: "intro", start: 0, end: 4), .init(name: "drop", start: 4, end: 10)], drop: 4,
        confidence: 0.9, hasSound: true)
}

struct SimulatedFetcher: RemoteFetcher {
    let craft: Craft

    func fetch(_ source: ReferenceSource, into file: FilePath) async throws {
        try await craft.work(.bring, upTo: .seconds(2)) { craft.files.write("original", to: file) }
    }
}
