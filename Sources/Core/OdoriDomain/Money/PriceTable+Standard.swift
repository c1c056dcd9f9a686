extension PriceTable {
    /// The prices that this build knows. Kling: motion control, billed by output second; list prices of prepaid units at 0.14 USD
    /// each, so an account with another contract names its own table with `ODORI_PRICES`.
    static let standardJSON = """
        {"prices": [
          {"provider": "kling", "model": "kling-3.0", "resolution": "720p", "usd_per_second": "0.126",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 0.9 units a second)"},
          {"provider": "kling", "model": "kling-3.0", "resolution": "1080p", "usd_per_second": "0.168",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 1.2 units a second)"},
          {"provider": "kling", "model": "kling-2.6", "resolution": "720p", "usd_per_second": "0.07",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 0.5 units a second)"},
          {"provider": "kling", "model": "kling-2.6", "resolution": "1080p", "usd_per_second": "0.112",
           "date": "2026-11-22", "source": "https://klingai.com/global/dev/pricing (as surveyed; 0.8 units a second)"}
        ]}
        """
}
