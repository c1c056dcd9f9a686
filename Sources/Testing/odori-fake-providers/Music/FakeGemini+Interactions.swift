import Foundation

extension FakeGemini {
    /// A call of `interactions` has arrived whole. It stands in the books before anything is answered.
    func interact(key: Int, isVertex: Bool, body: Data) async throws -> (number: Int, reply: Reply) {
        let number = calls.count + 1
        var entry = GeminiEntry(number: number, kind: "music", model: "", status: 200, key: key, price: 0)
        do {
            let order = try LyriaOrder(body)
            entry.model = order.model
            try checkQuota(key)
            let fault = fault(number, "music", order.prompt)
            entry.fault = fault?.rawValue
            // Noted before anything is waited for: calls arrive side by side.
            calls.append(entry)
            if fault == .loseRequest { return (number, end(number, 0, .dropped)) }
            try refuse(fault)
            if fault == .block {
                throw GeminiProblem(status: 400, word: faults.blockReason, message: "the prompt was blocked")
            }
            keep(body)
            let response = try await response(number, order, fault, isVertex: isVertex)
            if response.status != "failed" { calls[number - 1].price = LyriaOrder.prices[order.model] ?? 0 }
            switch fault {
            case .loseReply: return (number, .dropped)
            case .garbage: return (number, .garbage)
            case .blank: return (number, .blank)
            case .huge: return (number, .huge)
            default: return (number, .answer(response, after: faults.delayMilliseconds))
            }
        } catch let problem as GeminiProblem {
            if calls.count < number { calls.append(entry) }
            return (number, end(number, problem.status, .problem(problem)))
        }
    }

    private func response(
        _ number: Int, _ order: LyriaOrder, _ fault: GeminiFaults.Fault?, isVertex: Bool
    ) async throws -> LyriaResponse {
        var response = LyriaResponse(id: "interaction-\(number)", model: order.model, status: "completed")
        guard fault != .finish else {
            response.status = "failed"
            response.steps = []
            response.errors = [.init(code: faults.finishReason.lowercased(), message: "withdrawn by the judges")]
            return response
        }
        let lyrics = LyriaResponse.Content.text("[0.0:] Instrumental")
        var contents = [lyrics]
        if fault != .empty {
            var data = try await tracks.track(
                ClickTrack(prompt: order.prompt, tempoPercent: faults.trackTempoPercent))
            if fault == .wrongMime { data = Data("<html>no track</html>".utf8) }
            if fault == .truncated { data = data.prefix(data.count / 2) }
            contents.append(.audio(fault == .malformed ? "no base64!" : data.base64EncodedString()))
        }
        if fault == .truncated { response.status = "incomplete" }
        if isVertex { response.outputs = contents } else { response.steps = [.init(content: contents)] }
        return response
    }
}
