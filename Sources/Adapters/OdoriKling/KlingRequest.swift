import OdoriDomain

/// The body of `POST /motion-control/{model}`, as much of it as we send.
struct KlingRequest: Encodable {
    var contents: [Content]
    var settings: Settings
    var options: Options

    init(_ order: KlingOrder, resolution: String) {
        contents = [.prompt(order.prompt), .image(order.image), .video(order.video)]
        settings = Settings(resolution: resolution)
        options = Options(externalTaskID: order.key.rawValue, callbackURL: order.callback)
    }

    enum Content: Encodable {
        case prompt(String)
        case image(String)
        case video(String)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .prompt(let text):
                try container.encode("prompt", forKey: .type)
                try container.encode(text, forKey: .text)
            case .image(let url):
                try container.encode("image", forKey: .type)
                try container.encode(url, forKey: .url)
            case .video(let url):
                try container.encode("video", forKey: .type)
                try container.encode(url, forKey: .url)
            }
        }

        enum CodingKeys: String, CodingKey {
            case type, text, url
        }
    }

    struct Settings: Encodable {
        /// The figure turns as the reference's does; the other word, `image`, takes ten seconds of reference at most.
        var characterOrientation = "video"
        /// Dances are scored by us.
        var audio = "off"
        var resolution: String

        enum CodingKeys: String, CodingKey {
            case audio, resolution
            case characterOrientation = "character_orientation"
        }
    }

    struct Options: Encodable {
        /// Must be unique in the account, and can be asked for; here the operation key.
        var externalTaskID: String
        var callbackURL: String?

        enum CodingKeys: String, CodingKey {
            case externalTaskID = "external_task_id"
            case callbackURL = "callback_url"
        }
    }
}
