import OdoriDomain
package import OdoriPorts
import SystemPackage

/// Makes an edit of files, without queue, store or server.
package struct EditSession: Sendable {
    let media: any MediaComposer
    let dances: any DanceAnalyst
    let songs: any MusicAnalyst
    let illustrator: any EditIllustrator

    package init(
        media: any MediaComposer, dances: any DanceAnalyst, songs: any MusicAnalyst, illustrator: any EditIllustrator
    ) {
        self.illustrator = illustrator
        self.media = media
        self.dances = dances
        self.songs = songs
    }

    /// Looks, listens, plans, renders and measures.
    ///
    /// - Parameter told: hears what was found and how far it is.
    /// - Throws: `EditProblem` for an argument that is no use; otherwise what the tools throw.
    package func run(
        _ order: EditOrder, told: @escaping @Sendable (EditNews) -> Void
    ) async throws -> EditSummary {
        let look = try await look(order)
        told(.line(look.summary))
        let dance = try await heard(look.motionArgument) { try await dances.analyse(look.motion.file) }
        var song: HeardTrack?
        if let music = order.music {
            let found = try await heard("--music \(music)") { try await songs.analyse(song: music) }
            told(.line(EditSummary.line(of: found.analysis, in: music)))
            song = found
        } else if !look.motion.facts.hasAudio {
            throw EditProblem("--music", "is needed, since \(look.motion.file) has no sound")
        }
        let seconds = look.dances.map(\.seconds).min() ?? 0
        let timing = EditTiming(
            dance: dance, song: song, wish: order.beats, seconds: seconds, parts: look.dances.count)
        let plan = try plan(look.dances.indices.map(\.self), look, timing, order.transition)
        told(.line(EditSummary.line(of: plan, timing)))
        var summary = EditSummary(
            order: order, look: look, plan: plan, timing: timing, dance: dance, song: song?.analysis)
        let render = EditRender(session: self, order: order, look: look, timing: timing, told: told)
        for (name, plan) in try variants(look, timing, order) {
            summary.files.append(try await render.remix(name, plan))
        }
        try await render.deliver(plan, into: &summary)
        try summary.write(to: order.out.appending("edit.json"))
        return summary
    }

    /// The plan of the clips with these numbers, in this order.
    private func plan(
        _ numbers: [Int], _ look: EditLook, _ timing: EditTiming, _ transition: Transition
    ) throws -> EditPlan {
        let clips = numbers.map { look.clips[$0].clip($0) }
        do {
            return try EditPlan.make(clips: clips, analysis: timing.beats, transition: transition)
        } catch {
            throw EditProblem("--dances", error.message)
        }
    }

    private func variants(
        _ look: EditLook, _ timing: EditTiming, _ order: EditOrder
    ) throws -> [(name: String, plan: EditPlan)] {
        try look.variants.enumerated().map { index, variant in
            let number = look.dances.count + index
            let plan = try plan([0, number, 0], look, timing, order.transition)
            return ("remix_\(variant.name).mp4", plan)
        }
    }
}

extension EditSession {
    private func look(_ order: EditOrder) async throws -> EditLook {
        var look = EditLook(countOfDances: order.dances.count)
        for (option, file) in order.clips {
            let facts = try await heard("\(option) \(file)") { try await media.probe(file) }
            look.clips.append(.init(file: file, facts: facts))
        }
        guard let first = look.clips.first else { throw EditProblem("--dances", "needs at least one video") }
        look.motion = first
        if let reference = order.reference {
            let facts = try await heard("--reference \(reference)") { try await media.probe(reference) }
            look.motion = .init(file: reference, facts: facts)
            look.motionArgument = "--reference \(reference)"
        } else {
            look.motionArgument = "--dances \(first.file)"
        }
        return look
    }

    /// Says which argument it was that could not be used.
    private func heard<Result>(_ argument: String, _ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let error as OdoriError where error.code == .mediaInvalid {
            throw EditProblem(argument, error.message)
        }
    }
}

/// What an edit tells while it goes on.
package enum EditNews: Sendable, Hashable {
    case line(String)
    /// A file, and how much of it is made, from 0 to 1.
    case progress(String, Double)
}
