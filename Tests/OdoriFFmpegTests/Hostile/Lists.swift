/// Texts that some reader of ffmpeg's takes for a list of other files, or for a program.
struct Lists {
    let bait: Mutator.Bait

    private var file: String { bait.file }
    private var url: String { "http://127.0.0.1:\(bait.port)/bait" }

    var all: [String] {
        [
            "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n\(file)\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n\(url)\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:4.0,\nconcat:\(file)|\(file)\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"\(url)\"\n#EXTINF:4,\nfile:\(file)\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n\(url).m3u8\n",
            "ffconcat version 1.0\nfile '\(file)'\nduration 4\n",
            "ffconcat version 1.0\nfile '\(url)'\n",
            "ffconcat version 1.0\nfile 'subfile,,start,0,end,0,,:\(file)'\n",
            "file '\(file)'\nfile '\(file)'\n",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><BaseURL>\(url)</BaseURL></Period></MPD>",
            "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video \(bait.port) RTP/AVP 96\na=rtpmap:96 H264/90000\n",
            "<smil><body><video src=\"\(url)\"/></body></smil>",
            "[playlist]\nFile1=\(url)\nNumberOfEntries=1\n",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"160\"><image href=\"\(file)\" width=\"9\" height=\"9\"/></svg>",
            "<!DOCTYPE x [<!ENTITY y SYSTEM \"file://\(file)\">]><svg>&y;</svg>",
            "movie=\(file)", "RTSPtext\(url)", "rtmp://127.0.0.1:\(bait.port)/x\n", "\(url)\n", "file:\(file)\n",
            "pipe:0\n",
            "!<arch>\n", "GIF89a", "\u{feff}#EXTM3U\n\(url)\n", "%PDF-1.4\n", "#!/bin/sh\ntouch \(file).touched\n",
            "1\n00:00:00,000 --> 00:00:04,000\n<img src=\"\(url)\">\n",
            "[Script Info]\n[Fonts]\nfontname: ../../x.ttf\n",
            "DKIF\u{0}\u{0} \u{0}VP80", ";FFMETADATA1\n[CHAPTER]\nSTART=0\nEND=1\n", "TTA1",
            "YUV4MPEG2 W90 H160 F30:1\nFRAME\n",
            "P6\n90000 90000\n255\n", "BM\u{0}\u{0}", "",
        ]
    }
}
