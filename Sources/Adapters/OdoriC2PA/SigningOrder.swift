import OdoriDomain
import OdoriPorts
import SystemPackage

/// What the script reads: see `Script/sign.py`.
struct SigningOrder: Encodable {
    var input: String
    var output: String
    var type: String
    var title: String
    var version: String
    var certificate: String
    var key: String
    var timestamps: String?
    var source: String
    var agent: Agent?
    var origins: [Made]
    var parent: Part?
    var inputs: [Part]
    var components: [Part]

    struct Agent: Encodable {
        var name: String
    }

    struct Part: Encodable {
        var file: String
        var type: String?
        var title: String

        init(_ ingredient: ProvenanceStatement.Ingredient) {
            file = ingredient.file.string
            type = ingredient.type
            title = ingredient.title
        }
    }

    /// What the manifest of the character says of it as well.
    struct Made: Encodable {
        var title: String
        var provider: String
        var model: String
        var promptHash: String
        var operationID: String?

        init?(_ title: String, _ origin: Origin?) {
            guard let origin else { return nil }
            self.title = title
            provider = origin.provider
            model = origin.model
            promptHash = origin.promptHash
            operationID = origin.operationID
        }

        enum CodingKeys: String, CodingKey {
            case title, provider, model
            case promptHash = "prompt_hash"
            case operationID = "operation_id"
        }
    }

    init(
        _ statement: ProvenanceStatement, from file: FilePath, to signed: FilePath,
        _ configuration: C2PAConfiguration
    ) {
        input = file.string
        output = signed.string
        type = statement.type
        title = statement.title
        version = configuration.version
        certificate = configuration.certificate.string
        key = configuration.key.string
        timestamps = configuration.timestamps
        source = Self.source(of: statement)
        agent = statement.origin.map { Agent(name: "\($0.provider) \($0.model)") }
        let others = [statement.parent].compactMap(\.self) + statement.inputs + statement.components
        origins = ([Made(statement.title, statement.origin)] + others.map { Made($0.title, $0.origin) })
            .compactMap(\.self)
        parent = statement.parent.map(Part.init)
        inputs = statement.inputs.map(Part.init)
        components = statement.components.map(Part.init)
    }

    /// IPTC's word for how a file came to be. What the studio draws is computed, not the work of a trained model.
    private static func source(of statement: ProvenanceStatement) -> String {
        if let origin = statement.origin { return origin.isTrained ? "trainedAlgorithmicMedia" : "algorithmicMedia" }
        let isAnyTrained = statement.components.contains { $0.origin?.isTrained == true }
        return isAnyTrained ? "compositeWithTrainedAlgorithmicMedia" : "compositeSynthetic"
    }
}

extension Origin {
    /// A trained model made it.
    fileprivate var isTrained: Bool { provider != "studio" }
}
