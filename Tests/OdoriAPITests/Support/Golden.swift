import Foundation
import OdoriDomain

/// Answers as they were promised; they change only by additions.
enum Golden {
    /// The plan's own request.
    static let planRequest = """
        { "count": 5, "style_id": "kpop_dance", "reference_videos": [],
          "options": { "skip_existing": true, "generate_variants": true, "create_soundtracks": true,
                       "apply_watermark": true } }
        """

    static let runAnswer = """
        { "success": true, "job_id": "00000000-0000-4000-8000-000000000001", "status": "queued",
          "message": "Pipeline job started", "estimated_duration": "15-20 minutes per character" }
        """

    static let cancelAnswer = """
        { "success": true, "job_id": "00000000-0000-4000-8000-000000000001", "status": "cancelled",
          "message": "Pipeline job cancelled", "in_flight": 0 }
        """

    static let unauthorized = """
        { "success": false, "error": "Unauthorized", "type": "about:blank", "title": "Unauthorized", "status": 401,
          "detail": "send a key as Authorization: Bearer {key}", "request_id": "mine.1" }
        """

    static let queuedStatus = """
        { "job_id": "00000000-0000-4000-8000-000000000001", "status": "queued", "generation": 0, "version": 1,
          "progress": { "total": 2, "total_characters": 2, "completed": 0, "failed": 0, "current_character": null,
                        "current_stage": "queued", "percent_complete": 0 },
          "config": { "count": 2, "style_id": "kpop_dance", "reference_videos": [],
                      "options": { "skip_existing": true, "generate_variants": true, "create_soundtracks": true,
                                   "apply_watermark": true } },
          "cost": { "estimated_usd": 0, "reserved_usd": 0, "spent_usd": 0, "ambiguous_operations": 0, "price_drift": 0 },
          "links": { "self": "/api/v1/pipeline/status/00000000-0000-4000-8000-000000000001",
                     "events": "/api/v1/pipeline/events/00000000-0000-4000-8000-000000000001",
                     "cancel": "/api/v1/pipeline/cancel/00000000-0000-4000-8000-000000000001",
                     "retry": "/api/v1/pipeline/retry/00000000-0000-4000-8000-000000000001" },
          "results": [], "errors": [],
          "characters": [
            { "slot": 0, "status": "queued", "character_id": null, "name": null, "references": [],
              "cost": { "reserved_usd": 0, "spent_usd": 0 }, "stages": {} },
            { "slot": 1, "status": "queued", "character_id": null, "name": null, "references": [],
              "cost": { "reserved_usd": 0, "spent_usd": 0 }, "stages": {} } ],
          "created_at": "2026-02-07T10:00:00Z", "updated_at": "2026-02-07T10:00:00Z",
          "started_at": null, "completed_at": null, "estimated_completion": null }
        """

    static let runningStatus = """
        { "job_id": "00000000-0000-4000-8000-000000000001", "status": "running", "generation": 0, "version": 2,
          "progress": { "total": 2, "total_characters": 2, "completed": 1, "failed": 0, "current_character": null,
                        "current_stage": "characters_phase", "percent_complete": 50 },
          "config": { "count": 2, "style_id": "kpop_dance", "reference_videos": [],
                      "options": { "skip_existing": true, "generate_variants": true, "create_soundtracks": true,
                                   "apply_watermark": true } },
          "cost": { "estimated_usd": 0, "reserved_usd": 0, "spent_usd": 0, "ambiguous_operations": 0, "price_drift": 0 },
          "links": { "self": "/api/v1/pipeline/status/00000000-0000-4000-8000-000000000001",
                     "events": "/api/v1/pipeline/events/00000000-0000-4000-8000-000000000001",
                     "cancel": "/api/v1/pipeline/cancel/00000000-0000-4000-8000-000000000001",
                     "retry": "/api/v1/pipeline/retry/00000000-0000-4000-8000-000000000001" },
          "results": [ { "character_id": "mio_kazehara_1770337530", "name": "Mio Kazehara", "assets": {
            "anime_image": "gs://local/anime_dance/characters/mio.png",
            "cosplay_image": "gs://local/anime_dance/characters/mio_cosplay.png",
            "dances": ["gs://local/anime_dance/dances/mio_on_one.mp4"],
            "remixes": { "full": "gs://local/anime_dance/remixes/mio/full.mp4" },
            "deliverables": [ { "type": "watermarked", "url": "gs://local/anime_dance/remixes/mio/watermarked.mp4",
              "report": "gs://local/anime_dance/remixes/mio/watermarked.report.json",
              "link": "LINK(anime_dance/remixes/mio/watermarked.mp4)",
              "report_link": "LINK(anime_dance/remixes/mio/watermarked.report.json)" } ],
            "poster": "gs://local/anime_dance/remixes/mio/poster.jpg", "contact_sheet": "gs://elsewhere/sheet.jpg",
            "absent": {},
            "links": { "anime_image": "LINK(anime_dance/characters/mio.png)",
              "cosplay_image": "LINK(anime_dance/characters/mio_cosplay.png)",
              "dances": ["LINK(anime_dance/dances/mio_on_one.mp4)"],
              "remixes": { "full": "LINK(anime_dance/remixes/mio/full.mp4)" },
              "poster": "LINK(anime_dance/remixes/mio/poster.jpg)", "contact_sheet": null } } } ],
          "errors": [],
          "characters": [
            { "slot": 0, "status": "completed", "character_id": "mio_kazehara_1770337530", "name": "Mio Kazehara",
              "references": ["studio_one"], "cost": { "reserved_usd": 0, "spent_usd": 0 }, "stages": {} },
            { "slot": 1, "status": "running", "character_id": null, "name": null, "references": ["studio_one"],
              "cost": { "reserved_usd": 0, "spent_usd": 0 },
              "stages": {
                "concept": { "status": "completed", "attempts": 1, "progress": null, "asset": null, "link": null,
                  "error": null, "started_at": "2026-02-07T10:00:00.000Z",
                  "completed_at": "2026-02-07T10:00:00.250Z" },
                "anime_image": { "status": "running", "attempts": 0, "progress": 0.5,
                  "asset": "gs://local/anime_dance/tmp/a.png", "link": "LINK(anime_dance/tmp/a.png)", "error": null,
                  "started_at": "2026-02-07T10:00:01.000Z", "completed_at": null } } } ],
          "created_at": "2026-02-07T10:00:00Z", "updated_at": "2026-02-07T10:01:00Z",
          "started_at": "2026-02-07T10:00:00Z", "completed_at": null,
          "estimated_completion": "2026-02-07T10:02:00Z" }
        """
        .replacing("characters_phase", with: Phase.finalizing.rawValue)
        .replacing(#/LINK\(([^)]*)\)/#) { match in link(to: String(match.output.1)) }

    /// A link as the fixture's signer makes it at 10:00.
    static func link(to name: String) -> String {
        let expiry = 1_770_465_600
        return
            "http://odori.test/media/\(name)?exp=\(expiry)&sig=\(PlainSigner().signature(of: "media\n\(name)\n\(expiry)"))"
    }
}
