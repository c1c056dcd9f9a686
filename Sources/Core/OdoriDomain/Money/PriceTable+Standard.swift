extension PriceTable {
    /// The prices that this build knows. Kling: motion control, billed by output second; list prices of prepaid units at 0.14 USD
    /// each, so an account with another contract names its own table with `ODORI_PRICES`. The legacy API sells the same models under other
    /// names. fal: by output second as well. Music: by the track.
    static let standardJSON = """
        {"prices": [
          {"provider": "kling", "model": "kling-3.0", "resolution": "720p", "usd_per_second": "0.126",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 0.9 units a second)"},
          {"provider": "kling", "model": "kling-3.0", "resolution": "1080p", "usd_per_second": "0.168",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 1.2 units a second)"},
          {"provider": "kling", "model": "kling-2.6", "resolution": "720p", "usd_per_second": "0.07",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 0.5 units a second)"},
          {"provider": "kling", "model": "kling-2.6", "resolution": "1080p", "usd_per_second": "0.112",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 0.8 units a second)"},
          {"provider": "kling", "model": "kling-v3", "resolution": "1080p", "usd_per_second": "0.168",
           "date": "2026-11-22", "source": "as kling-3.0, mode pro"},
          {"provider": "kling", "model": "kling-v2-6", "resolution": "1080p", "usd_per_second": "0.112",
           "date": "2026-11-22", "source": "as kling-2.6, mode pro"},
          {"provider": "kling", "model": "prepaid", "resolution": "unit", "usd_each": "0.14",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; list price of a unit)"},
          {"provider": "fal", "model": "fal-ai/kling-video/v3/pro/motion-control", "resolution": "pro",
           "usd_per_second": "0.168", "date": "2026-09-12", "source": "https://fal.ai/models (as surveyed)"},
          {"provider": "fal", "model": "fal-ai/kling-video/v3/standard/motion-control", "resolution": "standard",
           "usd_per_second": "0.126", "date": "2026-09-12", "source": "https://fal.ai/models (as surveyed)"},
          {"provider": "fal", "model": "fal-ai/kling-video/v2.6/pro/motion-control", "resolution": "pro",
           "usd_per_second": "0.112", "date": "2026-11-22", "source": "Kling's list price; fal's was not found"},
          {"provider": "fal", "model": "fal-ai/kling-video/v2.6/standard/motion-control", "resolution": "standard",
           "usd_per_second": "0.07", "date": "2026-09-12", "source": "https://fal.ai/models (as surveyed)"},
          {"provider": "minimax", "model": "music-3.0", "resolution": "track", "usd_each": "0.15",
           "date": "2026-11-22", "source": "resellers' price; the vendor's was not found"},
          {"provider": "minimax", "model": "music-2.6", "resolution": "track", "usd_each": "0.15",
           "date": "2026-11-22", "source": "resellers' price; the vendor's was not found"}
        ]}
        """
}
