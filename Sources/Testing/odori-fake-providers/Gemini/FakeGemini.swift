import Foundation

/// Gemini as far as its books and its decisions go.
actor FakeGemini {
    private(set) var faults = GeminiFaults()
    /// The keys that it takes, for the developer API and as tokens of Vertex AI.
    let keys: [String]
    private let pictures: GeminiPictures
    let tracks: LyriaTracks
    var calls: [GeminiEntry] = []
    /// The bodies that were taken, media and all.
    private(set) var bodies: [Data] = []
    private var files: [String: (file: GeminiFile, looks: Int, key: Int)] = [:]
    private var uploads: [String: (type: String, key: Int, data: Data, displayName: String?)] = [:]

    private var met: Set<String> = []

    private static let mostBodies = 64

    init(keys: [String], directory: String) {
        self.keys = keys
        pictures = GeminiPictures(directory: directory)
        tracks = LyriaTracks(directory: directory)
    }

    var report: GeminiReport { GeminiReport(calls) }

    func change(_ patch: Data) throws -> GeminiFaults {
        faults = try faults.changed(by: patch)
        return faults
    }

    /// What the network does with a call.
    enum Reply: Sendable {
        case answer(any Encodable & Sendable, after: Int)
        case problem(GeminiProblem)
        case dropped
        case garbage, blank, huge
    }

    /// Which key a caller presents.
    func admit(_ key: String?) throws(GeminiProblem) -> Int {
        guard let key, let index = keys.firstIndex(of: key), !faults.revokedKeys.contains(key) else {
            throw .key(key ?? "")
        }
        return index
    }

    /// A call has arrived whole. It stands in the books before anything is answered.
    func generate(model: String, key: Int, body: Data) async throws -> (number: Int, reply: Reply) {
        let number = calls.count + 1
        var entry = GeminiEntry(number: number, kind: "", model: model, status: 200, key: key, price: 0)
        do {
            let order = try GeminiOrder(body)
            entry.kind = order.kind
            try check(order, model: model, key: key)
            let fault = fault(number, order.kind, "\(order.fingerprint) \(order.pictures) \(order.schema == nil)")
            entry.fault = fault?.rawValue
            // Noted before anything is waited for: calls arrive side by side.
            calls.append(entry)
            if fault == .loseRequest { return (number, end(number, 0, .dropped)) }
            try refuse(fault)
            keep(body)
            let answer = try await GeminiAnswering(order: order, fault: fault, faults: faults, pictures: pictures)
                .answer(number: number, model: model)
            calls[number - 1].price = answer.price
            switch fault {
            case .loseReply: return (number, .dropped)
            case .garbage: return (number, .garbage)
            case .blank: return (number, .blank)
            case .huge: return (number, .huge)
            default: return (number, .answer(answer.response, after: faults.delayMilliseconds))
            }
        } catch let problem as GeminiProblem {
            if calls.count < number { calls.append(entry) }
            return (number, end(number, problem.status, .problem(problem)))
        }
    }

    /// - Parameter words: what the call is known by when it is made again.
    func fault(_ number: Int, _ kind: String, _ words: String) -> GeminiFaults.Fault? {
        let isFirst = met.insert("\(kind) \(words)").inserted
        if isFirst, let first = faults.first { return first }
        return faults.fault(number: number, kind: kind, ofKind: calls.count { $0.kind == kind } + 1)
    }

    func keep(_ body: Data) {
        if bodies.count < Self.mostBodies { bodies.append(body) }
    }

    func end(_ number: Int, _ status: Int, _ reply: Reply) -> Reply {
        calls[number - 1].status = status
        return reply
    }

    private func check(_ order: GeminiOrder, model: String, key: Int) throws(GeminiProblem) {
        guard model.hasPrefix("gemini-"), model != "gemini-9" else {
            throw .missing("models/\(model) is not found for API version v1beta")
        }
        if order.kind == "image", !model.contains("image"), !model.contains("banana") {
            throw .argument("Model does not support the requested response modalities: image")
        }
        for uri in order.files {
            guard let found = files.values.first(where: { $0.file.uri == uri }), found.key == key else {
                throw GeminiProblem(
                    status: 403, word: "PERMISSION_DENIED", message: "You do not have permission to access the file")
            }
            guard found.file.state == "ACTIVE" else {
                throw GeminiProblem(status: 400, word: "FAILED_PRECONDITION", message: "The file is not ACTIVE")
            }
        }
        try checkQuota(key)
    }

    func checkQuota(_ key: Int) throws(GeminiProblem) {
        if faults.exhaustedKeys.contains(keys[key]) {
            throw .quota(perDay: true, retryDelaySeconds: faults.retryDelaySeconds)
        }
    }

    func refuse(_ fault: GeminiFaults.Fault?) throws(GeminiProblem) {
        switch fault {
        case .quotaMinute: throw .quota(perDay: false, retryDelaySeconds: faults.retryDelaySeconds)
        case .quotaDay: throw .quota(perDay: true, retryDelaySeconds: 0)
        case .error:
            let word = faults.errorStatus == 503 ? "UNAVAILABLE" : "INTERNAL"
            throw GeminiProblem(status: faults.errorStatus, word: word, message: "The model is overloaded")
        default: break
        }
    }

    /// The answer to a call is on its way.
    func wasAnswered(_ number: Int) {
        calls[number - 1].answered = true
    }
}

extension FakeGemini {
    /// Begins to take a file; answers where its bytes go.
    func beginUpload(type: String, key: Int, displayName: String?) -> String {
        let id = String(UInt64.random(in: 1...UInt64.max), radix: 36)
        uploads[id] = (type, key, Data(), displayName)
        return id
    }

    /// Takes bytes; the file when they were the last.
    func upload(
        _ id: String, _ bytes: Data, offset: Int, isLast: Bool, base: String
    ) throws(GeminiProblem) -> GeminiFile? {
        guard var upload = uploads[id], upload.data.count == offset else {
            throw .argument("the offset is not where the upload stands")
        }
        upload.data += bytes
        uploads[id] = upload
        guard isLast else { return nil }
        uploads[id] = nil
        var file = GeminiFile(
            name: "files/\(id)", displayName: upload.displayName, mimeType: upload.type,
            sizeBytes: String(upload.data.count), uri: "\(base)/v1beta/files/\(id)", state: "PROCESSING")
        if faults.processingLooks == 0 { file.state = "ACTIVE" }
        files[id] = (file, 0, upload.key)
        return file
    }

    func file(_ id: String, key: Int) throws(GeminiProblem) -> GeminiFile {
        guard var found = files[id], found.key == key else {
            throw GeminiProblem(
                status: 403, word: "PERMISSION_DENIED", message: "You do not have permission to access the file")
        }
        found.looks += 1
        if found.looks >= faults.processingLooks {
            found.file.state = faults.failFiles ? "FAILED" : "ACTIVE"
            found.file.error = faults.failFiles ? .init(message: "the video has no picture") : nil
        }
        files[id] = found
        return found.file
    }

    func delete(_ id: String, key: Int) throws(GeminiProblem) {
        _ = try file(id, key: key)
        files[id] = nil
    }

    var fileCount: Int { files.count }
}
