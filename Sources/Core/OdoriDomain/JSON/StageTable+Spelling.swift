import OdoriJSON

/// What an entry of a stage table writes, byte for byte as `QuickJSON` would.
protocol SpelledStage: Equatable, Sendable {
    func spell(_ output: JSONOutput) throws
}

extension StageRecord: SpelledStage {
    func spell(_ output: JSONOutput) throws {
        var members = JSONObjectWriter<CodingKeys>(output)
        members.add(.ambiguous, tally: ambiguous)
        members.add(.attempts, attempts)
        members.add(.calls, tally: calls)
        members.add(.check, check)
        members.add(.crashes, crashes)
        members.add(.dueAt, dueAt)
        members.add(.duplicates, tally: duplicates)
        members.add(.epoch, epoch)
        try members.add(.error, encoding: error)
        members.add(.generation, generation)
        members.add(.handedOnAt, handedOnAt)
        if let kept {
            members.begin(.kept)
            try kept.spell(output)
        }
        if let lease {
            members.begin(.lease)
            lease.spell(output)
        }
        try members.add(.operation, encoding: operation)
        if let outputs {
            members.begin(.outputs)
            try outputs.spell(output)
        }
        try members.add(.passedOver, encoding: passedOver)
        members.add(.queue, queue?.rawValue)
        members.add(.reopened, tally: reopened)
        members.add(.status, status.rawValue)
        members.end()
    }
}

extension Lease {
    fileprivate func spell(_ output: JSONOutput) {
        var members = JSONObjectWriter<CodingKeys>(output)
        members.add(.epoch, epoch)
        members.add(.expiresAt, expiresAt)
        members.end()
    }
}

extension StageOutputs {
    fileprivate func spell(_ output: JSONOutput) throws {
        var members = JSONObjectWriter<CodingKeys>(output)
        members.begin(.assets)
        output.append(UInt8(ascii: "{"))
        for (place, (role, asset)) in assets.sorted(by: { $0.key < $1.key }).enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            output.write(role)
            output.append(UInt8(ascii: ":"))
            asset.spell(output)
        }
        output.append(UInt8(ascii: "}"))
        try members.add(.facts, encoding: facts)
        try members.add(.origin, encoding: origin)
        members.end()
    }
}

extension StoredAsset {
    fileprivate func spell(_ output: JSONOutput) {
        var members = JSONObjectWriter<CodingKeys>(output)
        members.add(.bytes, Int(bytes))
        members.add(.crc32c, crc32c)
        members.add(.object, object.rawValue)
        members.add(.sha256, sha256)
        members.end()
    }
}

extension StageView: SpelledStage {
    func spell(_ output: JSONOutput) throws {
        var members = JSONObjectWriter<CodingKeys>(output)
        members.add(.ambiguous, tally: ambiguous)
        members.add(.asset, asset)
        members.add(.attempts, attempts)
        members.add(.completedAt, completedAt)
        try members.add(.error, encoding: error)
        try members.add(.progress, encoding: progress)
        members.add(.startedAt, startedAt)
        members.add(.status, status.rawValue)
        members.end()
    }
}

/// A table as it was written last.
struct SpelledTable<Value: SpelledStage>: Sendable {
    private var table = StageTable<Value>()
    /// Of each stage, with the name in front.
    private var members: [[UInt8]] = []

    var isEmpty: Bool { members.isEmpty }

    /// Writes a table, anew only what changed: comparing a stage costs far less than writing it.
    mutating func write(_ stages: StageTable<Value>, to output: JSONOutput) throws {
        // Stays empty if a stage cannot be written: what is known is then known no more.
        let earlier = exchange(&table, with: StageTable())
        let isSame = earlier.keys == stages.keys
        if !isSame { members = Array(repeating: [], count: stages.count) }
        output.append(UInt8(ascii: "{"))
        for place in stages.indices {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            if isSame, earlier.parts[place] == stages.parts[place] {
                members[place].withUnsafeBufferPointer { output.append($0) }
                continue
            }
            let begin = output.count
            output.write(stages.keys[place].rawValue)
            output.append(UInt8(ascii: ":"))
            try stages.parts[place][0].spell(output)
            members[place] = output.bytes(from: begin)
        }
        output.append(UInt8(ascii: "}"))
        table = stages
    }
}
