import OdoriDomain

/// The light impact on each cut: a soft thump that falls in pitch, and a breath of noise, gone after an eighth of a
/// second.
enum ImpactSound {
    static let seconds = 0.13

    private static let thump = "0.3*sin(2*PI*(46*t+2.6*(1-exp(-26*t))))*exp(-26*t)*min(1,t*400)"
    private static let breath = "0.05*(2*random(0)-1)*exp(-55*t)*min(1,t*400)"

    /// Chains that lay one impact at each time over a sound.
    ///
    /// - Parameters:
    ///   - chain: the filters from `input` to the sound under the impacts.
    ///   - times: of the cuts, in seconds.
    static func graph(over input: String, _ chain: String, at times: [Double], seconds length: Double) -> [String] {
        guard !times.isEmpty else { return ["[\(input)]\(chain)[a]"] }
        let names = times.indices.map { "hit\($0)" }
        let source = "aevalsrc=exprs='\(thump)+\(breath)|\(thump)+\(breath)':s=\(Encoding.sampleRate):d=\(seconds)"
        let split = "\(source),asplit=\(names.count)" + names.map { "[\($0)raw]" }.joined()
        let placed = zip(names, times).map { name, time in
            let samples = Int((time * Double(Encoding.sampleRate)).rounded())
            return "[\(name)raw]adelay=delays=\(samples)S:all=1,apad,atrim=end=\(length.filterText)[\(name)]"
        }
        let mixed = names.map { "[\($0)]" }.joined()
        return ["[\(input)]\(chain)[under]", split] + placed + [
            "[under]\(mixed)amix=inputs=\(names.count + 1):duration=first:normalize=0[a]"
        ]
    }
}
