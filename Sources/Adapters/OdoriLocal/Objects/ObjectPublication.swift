import Foundation
import OdoriDomain
import OdoriPorts

/// What a write has done so far: the moments at which a crash leaves something different behind.
enum PublicationStep: String, CaseIterable, Sendable {
    /// The bytes are on the disk, in a draft.
    case copied
    /// The draft carries its generation.
    case dated
    /// The sidecar is on the disk.
    case described
    /// The object is in its place.
    case placed
    /// The old generation's sidecar is gone.
    case cleaned
}

/// One write of one object.
struct ObjectPublication {
    let tree: ObjectTree
    let name: ObjectName
    let attributes: ObjectAttributes
    let precondition: ObjectPrecondition
    let callOff: BlockingWork.CallOff
    let onStep: @Sendable (PublicationStep) -> Void

    /// - Parameters:
    ///   - expected: what the bytes must be, when that is known.
    ///   - open: opens where the bytes come from.
    func run(expecting expected: ObjectInfo? = nil, from open: () throws -> OpenFile) throws -> ObjectInfo {
        // A write that cannot succeed need not copy anything first.
        try checkPrecondition(tree.info(name, callOff))
        let source = try open()
        let draft = try ObjectDraft(in: tree.drafts)
        let digest = try source.copy(to: draft.file, callOff)
        if let expected, digest.crc32c != expected.crc32c || digest.bytes != expected.bytes {
            throw DirectoryObjectStore.damaged(expected.name)
        }
        try draft.file.synchronise()
        onStep(.copied)
        return try tree.locked(name) { try place(draft, digest) }
    }

    private func place(_ draft: ObjectDraft, _ digest: ContentDigest) throws -> ObjectInfo {
        let current = try tree.state(of: name)
        try checkPrecondition(current == nil ? nil : tree.info(name, callOff))
        let generation = max(Self.now, (current?.modified ?? 0) + 1)
        try draft.file.setModified(generation)
        try draft.file.synchronise()
        guard try draft.file.state().modified == generation else {
            throw OdoriError(.storeUnavailable, "the file system keeps no times in nanoseconds")
        }
        onStep(.dated)
        let sidecar = ObjectSidecar(digest, attributes)
        try tree.write(sidecar, of: name, generation: generation)
        onStep(.described)
        try move(draft)
        onStep(.placed)
        if let current { try tree.removeSidecar(of: name, generation: current.modified) }
        onStep(.cleaned)
        return sidecar.info(name, generation: generation)
    }

    private func move(_ draft: ObjectDraft) throws {
        guard let directory = try tree.parent(of: name, in: tree.objects, create: true) else { return }
        if precondition == .absent {
            // Unlike a move, a link never replaces what somebody put there without our lock.
            try tree.drafts.link(draft.name, to: directory, as: name.lastPart)
        } else {
            try tree.drafts.move(draft.name, to: directory, as: name.lastPart)
        }
        try directory.synchronise()
    }

    private func checkPrecondition(_ current: ObjectInfo?) throws {
        switch (precondition, current) {
        case (.none, _), (.absent, nil): return
        case (.generation(let wanted), let current?) where wanted == current.generation: return
        default: throw ObjectPreconditionFailed(current: current)
        }
    }

    /// Nanoseconds since 1970.
    private static var now: Int64 {
        Int64(Date().timeIntervalSince1970 * 1_000_000_000)
    }
}
