import Foundation
import OdoriDomain
import SystemPackage

/// One demo on servers that are up: order, watch, verify, tell.
package struct Demo: Sendable {
    private let plan: StackPlan
    private let directory: DemoDirectory
    private let screen: Screen

    package init(plan: StackPlan, directory: DemoDirectory, screen: Screen) {
        self.plan = plan
        self.directory = directory
        self.screen = screen
    }

    /// Plays the demo and writes its summary.
    ///
    /// - Returns: every promised output is there and is what it should be.
    package func play(_ order: JobOrder) async throws -> Bool {
        let clock = ContinuousClock()
        let key = AccessKey.find(configured: nil, dataDirectory: plan.dataDirectory)
        let client = PipelineClient(base: plan.url(.api), key: key)
        screen.print("The servers are up; the API is at \(client.base).")
        try await Catalogue(client: client).waitUntilUsable { ready, known in
            screen.print("Drawing the reference dances: \(ready) of \(max(known, 3)) ready.")
        }
        let started = clock.now
        let job = try await client.run(order).value.jobID
        let answer = try await JobWatcher(client: client, screen: screen).follow(job).value
        let seconds = (clock.now - started) / .seconds(1)
        answer.errors.forEach { screen.print($0.line) }
        screen.print("Verifying every file.")
        let characters = try await verify(answer)
        let summary = Summary(jobID: job, seconds: seconds, characters: characters)
        try summary.json().write(to: URL(filePath: directory.summary.string), options: .atomic)
        let problems = self.problems(answer, characters, promised: order.count)
        tell(characters, problems, seconds)
        return problems.isEmpty
    }

    private func verify(_ answer: JobAnswer) async throws -> [VerifiedCharacter] {
        let verifier = OutputVerifier(dataDirectory: plan.dataDirectory)
        var characters: [VerifiedCharacter] = []
        for result in answer.results { characters.append(try await verifier.verify(result)) }
        return characters
    }

    private func problems(_ answer: JobAnswer, _ characters: [VerifiedCharacter], promised: Int) -> [String] {
        var problems = characters.flatMap { character in character.problems.map { "\(character.name): \($0)" } }
        if !answer.isWholeSuccess {
            problems.append("the job is \(answer.status.rawValue), with \(answer.errors.count) errors")
        }
        if characters.count != promised { problems.append("\(promised) characters promised, \(characters.count) made") }
        if Set(characters.map(\.characterID)).count != characters.count {
            problems.append("two characters are the same")
        }
        return problems
    }

    private func tell(_ characters: [VerifiedCharacter], _ problems: [String], _ seconds: Double) {
        for character in characters {
            screen.print()
            screen.print("\(character.name) (\(character.characterID)), under \(plan.dataDirectory)")
            character.table.lines.forEach { screen.print($0) }
        }
        screen.print()
        let files = characters.reduce(0) { $0 + $1.files.count }
        problems.forEach { screen.print("✗ \($0)") }
        screen.print(
            problems.isEmpty
                ? "✓ \(files) files verified, made in \(Int(seconds.rounded())) s."
                : "\(problems.count) problems; the logs are in \(plan.dataDirectory.appending("logs"))."
        )
        screen.print("Summary: \(directory.summary)")
    }
}
