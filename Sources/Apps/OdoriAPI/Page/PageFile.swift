import Foundation
import NIOCore
import OdoriDomain

/// One file of the studio page, as it is sent.
struct PageFile: Sendable {
    let contentType: String
    let bytes: ByteBuffer
    /// A strong entity tag: the beginning of the content's hash.
    let tag: String

    private init(_ content: [UInt8], _ contentType: String) {
        self.contentType = contentType
        bytes = ByteBuffer(bytes: content)
        tag = "\"\(hexSHA256(Data(content)).prefix(32))\""
    }

    private static func script(_ content: [UInt8]) -> PageFile {
        PageFile(content, "text/javascript; charset=utf-8")
    }

    private static func style(_ content: [UInt8]) -> PageFile {
        PageFile(content, "text/css; charset=utf-8")
    }

    /// The page itself.
    static func index() -> PageFile {
        PageFile(PackageResources.index_html, "text/html; charset=utf-8")
    }

    /// What the page loads, by the last part of its path. The files are part of the program: nothing is read from a disk.
    static func all() -> [String: PageFile] {
        [
            "icon.svg": PageFile(PackageResources.icon_svg, "image/svg+xml"),
            "base.css": style(PackageResources.base_css),
            "board.css": style(PackageResources.board_css),
            "forms.css": style(PackageResources.forms_css),
            "player.css": style(PackageResources.player_css),
            "main.js": script(PackageResources.main_js),
            "api.js": script(PackageResources.api_js),
            "beats.js": script(PackageResources.beats_js),
            "card.js": script(PackageResources.card_js),
            "catalogue.js": script(PackageResources.catalogue_js),
            "confirm.js": script(PackageResources.confirm_js),
            "connection.js": script(PackageResources.connection_js),
            "dom.js": script(PackageResources.dom_js),
            "endings.js": script(PackageResources.endings_js),
            "events.js": script(PackageResources.events_js),
            "job.js": script(PackageResources.job_js),
            "jobs.js": script(PackageResources.jobs_js),
            "order.js": script(PackageResources.order_js),
            "picker.js": script(PackageResources.picker_js),
            "player.js": script(PackageResources.player_js),
            "references.js": script(PackageResources.references_js),
            "settings.js": script(PackageResources.settings_js),
            "signin.js": script(PackageResources.signin_js),
            "sync.js": script(PackageResources.sync_js),
            "timeline.js": script(PackageResources.timeline_js),
            "upload.js": script(PackageResources.upload_js),
            "viewer.js": script(PackageResources.viewer_js),
            "words.js": script(PackageResources.words_js),
        ]
    }
}
