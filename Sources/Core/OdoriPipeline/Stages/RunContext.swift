import OdoriDomain
import OdoriJobs
import OdoriPorts
import SystemPackage

/// What a stage of a run sees: its job, its run, what earlier stages made, and the tools.
struct RunContext: Sendable {
    let attempt: Attempt<RunState>

    var services: PipelineServices { attempt.services }
    var stage: StageID { attempt.stage }
    var job: JobDocument { attempt.state.job }
    var run: RunDocument { attempt.state.run }
    var record: StageRecord { attempt.record }
    var seed: UInt64 { job.seed(of: run.slot) }

    var style: Style {
        get throws(OdoriError) {
            guard let style = Style.named(job.config.styleID) else {
                throw OdoriError(.unsupportedVersion, "this build knows no style \(job.config.styleID)")
            }
            return style
        }
    }

    /// What an earlier stage made.
    ///
    /// - Throws: `CheckpointLost` when it made nothing yet: somebody else found its file gone, and it is being done again.
    func outputs(of stage: StageID) throws -> StageOutputs {
        guard let outputs = attempt.state.engine.stages[stage]?.outputs else {
            let reason = OdoriError(.checkpointLost, "stage \(stage) has recorded no outputs")
            throw CheckpointLost(maker: stage, reason: reason)
        }
        return outputs
    }

    func asset(of stage: StageID, role: String = StageOutputs.main) throws -> StoredAsset {
        guard let asset = try outputs(of: stage).assets[role] else {
            throw OdoriError(.checkpointLost, "stage \(stage) has recorded no file '\(role)'")
        }
        return asset
    }

    func facts<Facts: Decodable>(of stage: StageID, as type: Facts.Type) throws -> Facts {
        guard let facts = try outputs(of: stage).facts else {
            throw OdoriError(.checkpointLost, "stage \(stage) has recorded no facts")
        }
        return try facts.value(as: type)
    }

    func concept() throws -> Concept {
        try facts(of: .concept, as: Concept.self)
    }

    /// A stored file, brought into this attempt's scratch directory.
    private func local(_ asset: StoredAsset) async throws -> FilePath {
        let file = attempt.scratch.appending(asset.object.lastPart)
        let info = try await services.objects.download(asset.object, to: file)
        guard info.crc32c == asset.crc32c, info.bytes == asset.bytes else {
            throw OdoriError(.checkpointLost, "\(asset.object) is no longer the file that was recorded")
        }
        return file
    }

    /// - Throws: `CheckpointLost` when the file is gone or another.
    func local(_ stage: StageID, role: String = StageOutputs.main) async throws -> FilePath {
        let asset = try asset(of: stage, role: role)
        do {
            return try await local(asset)
        } catch let error as OdoriError where error.code == .checkpointLost {
            throw CheckpointLost(maker: stage, reason: error)
        }
    }

    /// A reference's normalised video; when it is gone, the reference is taken in again and this stage waits for it.
    func local(videoOf reference: ReferenceMotion) async throws -> FilePath {
        do {
            return try await local(reference.video)
        } catch let error as OdoriError where error.code == .checkpointLost {
            try await ReferenceRepair(services: services).reopen(reference.id, because: error)
            throw NotYet(delay: .seconds(1))
        }
    }

    /// A new file's place in the scratch directory.
    func scratch(_ name: String) -> FilePath {
        attempt.scratch.appending(name)
    }

    /// Stores a file of this stage among the working files.
    func store(
        _ file: FilePath, role: String = StageOutputs.main, suffix: String, type: String
    ) async throws -> StoredAsset {
        let name = try services.settings.names.working(
            run.id, stage: stage, generation: record.generation, role: role, suffix: suffix)
        return try await services.store(file, as: name, type: type, key: key)
    }

    /// Notes what is stored before the stage has finished, so that nobody makes it again. It is recorded with this attempt's next intent, or
    /// with its end; not when the lease has gone to somebody else.
    func keep(_ outputs: StageOutputs) {
        let (stage, epoch) = (stage, attempt.lease.epoch)
        attempt.findings.add { state in
            guard state.engine.stages[stage]?.isHeld(by: epoch) == true else { return }
            state.engine.update(stage) { $0.kept = outputs }
        }
    }

    /// The stage key that objects carry.
    var key: String {
        "\(run.jobID)/\(run.slot.name)/\(stage)/g\(record.generation)"
    }

    /// A reference with its analysis.
    ///
    /// - Throws: `NotYet` while it is being taken in, `reference_rejected` when it cannot be danced to.
    func reference(_ index: Int) async throws -> ReferenceMotion {
        let id = run.references[index]
        guard let document = try await services.store.get([.reference(id)]).first.flatMap(\.self) else {
            throw OdoriError(.referenceRejected, "reference \(id) was deleted")
        }
        let reference = try Tracked<ReferenceDocument>(document).value
        // Several stages wait for one reference: soon they ask less often, since each time costs two commits.
        if reference.status == .ingesting { throw NotYet(delay: .seconds(min(4, 1 + record.check / 3))) }
        guard reference.status == .ready, let analysis = reference.analysis, let media = reference.media,
            let video = reference.video, let first = reference.firstFrame
        else {
            throw OdoriError(.referenceRejected, "reference \(id) was rejected: \(reference.reason ?? "no reason")")
        }
        return ReferenceMotion(
            id: id, source: reference.source, analysis: analysis, media: media, video: video, firstFrame: first)
    }

    func report(progress: Double) {
        attempt.progress.set(progress)
    }
}
