extension PriceTable {
    /// The prices that this build knows. Kling: motion control, billed by output second; list prices of prepaid units at 0.14 USD
    /// each, so an account with another contract names its own table with `ODORI_PRICES`. The legacy API sells the same models under other
    /// names. Gemini: by token; the worst price is that of the largest input and of all output that we allow; its text models cost
    /// twice as much from 2027 on. fal: by output second as well. Music: by the track.
    static let standardJSON = """
        {"prices": [
          {"provider": "gemini", "model": "gemini-3.8-flash", "resolution": "text", "usd_each": "0.04",
           "usd_per_million_input_tokens": "0.75", "usd_per_million_output_tokens": "3.75",
           "date": "2026-10-07", "source": "https://ai.google.dev/gemini-api/docs/pricing (as surveyed; until 2026-12-31)"},
          {"provider": "gemini", "model": "gemini-3.1-flash-image", "resolution": "2K", "usd_each": "0.13",
           "usd_per_million_input_tokens": "0.5", "usd_per_million_output_tokens": "3",
           "usd_per_million_image_tokens": "60",
           "date": "2026-10-07", "source": "https://ai.google.dev/gemini-api/docs/pricing (as surveyed; 1680 tokens each)"},
          {"provider": "gemini", "model": "gemini-3-pro-image", "resolution": "2K", "usd_each": "0.22",
           "usd_per_million_input_tokens": "2", "usd_per_million_output_tokens": "12",
           "usd_per_million_image_tokens": "120",
           "date": "2026-10-07", "source": "https://ai.google.dev/gemini-api/docs/pricing (as surveyed; 1120 tokens each)"},
          {"provider": "gemini", "model": "gemini-nano-banana-2.1", "resolution": "2K", "usd_each": "0.09",
           "usd_per_million_input_tokens": "1.5", "usd_per_million_output_tokens": "7.5",
           "usd_per_million_image_tokens": "30",
           "date": "2026-10-07", "source": "https://ai.google.dev/gemini-api/docs/pricing (as surveyed; 1680 tokens each)"},
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
           "date": "2026-11-22", "source": "resellers' price; the vendor's was not found"},
          {"provider": "lyria", "model": "lyria-3.5", "resolution": "track", "usd_each": "0.08",
           "date": "2026-11-29", "source": "https://ai.google.dev/gemini-api/docs/pricing (as told by resellers; by the song)"},
          {"provider": "lyria", "model": "lyria-3-clip-preview", "resolution": "track", "usd_each": "0.04",
           "date": "2026-11-29", "source": "https://ai.google.dev/gemini-api/docs/pricing (as told by resellers; 30 seconds)"}
        ]}
        """
}
