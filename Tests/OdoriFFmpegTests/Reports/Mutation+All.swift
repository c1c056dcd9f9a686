import Foundation

extension Mutation {
    static let all = broken + shaped + timed + coloured + muted + displaced

    /// Files that are no longer whole.
    private static let broken = [
        bytes("empty", says: "cannot be read") { $0 = Data() },
        bytes("words", says: "cannot be read") { $0 = Data(repeating: 0x41, count: 40_000) },
        bytes("half", says: "damaged") { $0 = $0.prefix($0.count / 2) },
        bytes("without its last tenth", says: "") { $0 = $0.prefix($0.count * 9 / 10) },
        bytes("without its first bytes", says: "cannot be read") { $0 = $0.dropFirst(4000) + Data() },
        bytes("holed", says: "damaged") { data in
            let (start, length) = (data.count / 2, data.count / 6)
            data.replaceSubrange(start..<start + length, with: Data(count: length))
        },
        bytes("sprinkled", says: "damaged") { data in
            for index in stride(from: data.count / 4, to: data.count, by: 997) { data[index] ^= 0x5a }
        },
        written("index last", says: "index stands after", ["-c", "copy"], in: ["-use_editlist", "0", "-f", "mp4"]),
        written("edit list", says: "edit list", ["-c", "copy"], in: ["-movflags", "+faststart", "-f", "mp4"]),
        written("matroska", says: "index stands after", ["-c", "copy"], in: ["-f", "matroska"]),
        written("no picture", says: "no video stream", ["-vn", "-c", "copy"]),
        written("no sound", says: "no sound", ["-an", "-c", "copy"]),
    ]

    /// Pictures of another make.
    private static let shaped = [
        drawn("small", says: "720×1280", filter: "scale=720:1280"),
        drawn("square", says: "1080×1080", filter: "crop=1080:1080"),
        drawn("lying", says: "1920×1080", filter: "transpose=1"),
        drawn("Main", says: "profile is Main", instead: ["-profile:v": "main"]),
        drawn("Baseline", says: "profile is Constrained Baseline", instead: ["-profile:v": "baseline"]),
        drawn(
            "4:2:2", says: "yuv422p", instead: ["-profile:v": "high422", "-pix_fmt": "yuv422p", "-preset": "ultrafast"]),
        drawn(
            "4:4:4", says: "yuv444p", instead: ["-profile:v": "high444", "-pix_fmt": "yuv444p", "-preset": "ultrafast"]),
        drawn(
            "ten bits", says: "yuv420p10le", instead: ["-profile:v": "high10", "-pix_fmt": "yuv420p10le"]),
        written(
            "HEVC", says: "the video is hevc",
            ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-c:a", "copy"]),
        written("MPEG-4", says: "the video is mpeg4", ["-c:v", "mpeg4", "-q:v", "4", "-c:a", "copy"]),
        drawn(
            "open groups", says: "pictures of one group",
            instead: ["-x264-params": "keyint=24:min-keyint=24:scenecut=0:open-gop=1:bframes=3:b-adapt=0"]),
        drawn("one long group", says: "without a key picture", instead: ["-x264-params": "keyint=250:scenecut=0"]),
        written("turned by its matrix", says: "1920×1080", ["-c", "copy", "-metadata:s:v", "rotate=90"]),
    ]

    /// Pictures at other times, black or still.
    private static let timed = [
        drawn("25 a second", says: "constant 30", instead: ["-r": "25"]),
        drawn("60 a second", says: "constant 30", instead: ["-r": "60"]),
        drawn("29.97 a second", says: "constant 30", instead: ["-r": "30000/1001"]),
        written(
            "every seventh missing", says: "constant 30",
            ["-vf", "select=mod(n\\,7)", "-fps_mode", "vfr"] + picture.filter { !["-r", "30"].contains($0) }
                + ["-c:a", "copy"]),
        drawn("one picture short", says: "89 pictures", more: ["-frames:v", "89"]),
        drawn("one picture too many", says: "91 pictures", filter: "tpad=stop_mode=clone:stop=1"),
        drawn("half the pictures", says: "45 pictures", more: ["-frames:v", "45"]),
        drawn("a black start", says: "black for", filter: "drawbox=t=fill:color=black:enable='lt(t,0.7)'"),
        drawn("a black end", says: "black for", filter: "drawbox=t=fill:color=black:enable='gte(t,2.2)'"),
        drawn("all black", says: "black for", filter: "drawbox=t=fill:color=black"),
        drawn("frozen from the middle", says: "frozen for", filter: "trim=end=1.5,tpad=stop_mode=clone:stop=45"),
        drawn("frozen at first", says: "frozen for", filter: "loop=loop=40:size=1:start=0,trim=end_frame=90"),
        drawn("one still", says: "frozen for", filter: "trim=end_frame=1,loop=loop=89:size=1"),
    ]

    private static let coloured = [
        drawn(
            "untagged", says: "tagged",
            instead: ["-color_primaries": "2", "-color_trc": "2", "-colorspace": "2", "-color_range": "0"]),
        drawn(
            "tagged as bt601", says: "tagged", instead: ["-colorspace": "smpte170m", "-color_primaries": "smpte170m"]),
        drawn(
            "full range", says: "tagged", filter: "scale=out_range=pc,format=yuv420p", instead: ["-color_range": "pc"]),
    ]

    /// Sounds of another make, too loud, too quiet, or not there.
    private static let muted = [
        heard("silent", says: "silent", filter: "volume=0"),
        heard("silent from the middle", says: "another sound", filter: "volume=0:enable='gte(t,1.5)'"),
        heard("mono", says: "48 kHz stereo", instead: ["-ac": "1"]),
        heard("44.1 kHz", says: "48 kHz stereo", instead: ["-ar": "44100"]),
        heard("MP3", says: "the sound is mp3", instead: ["-c:a": "libmp3lame"]),
        heard("AAC Main", says: "profile is Main", more: ["-profile:a", "aac_main"]),
        heard("twice as loud", says: "LUFS", filter: "volume=6dB"),
        heard("half as loud", says: "LUFS", filter: "volume=-6dB"),
        heard("a little quiet", says: "LUFS", filter: "volume=-1.2dB"),
        heard(
            "clipped", says: "dBTP", filter: "volume=20dB,aformat=sample_fmts=s16,volume=-0.4dB,aformat=sample_fmts=s16"
        ),
        heard("pushed over the peak", says: "dBTP", filter: "volume=3dB"),
    ]

    /// Sounds that are not where they belong.
    private static let displaced = [
        heard("40 ms late", says: "from its place", filter: "adelay=40:all=1"),
        heard("20 ms late", says: "from its place", filter: "adelay=20:all=1"),
        heard("10 ms early", says: "from its place", filter: "atrim=start=0.01,asetpts=PTS-STARTPTS,apad=pad_dur=0.01"),
        heard("a quarter of a second late", says: "another sound", filter: "adelay=250:all=1"),
        heard("drifting fast", says: "sound", filter: "asetrate=48480,aresample=48000"),
        heard("drifting slowly", says: "drifts", filter: "asetrate=47600,aresample=48000"),
        heard(
            "a piece cut out", says: "sound",
            filter: "aselect='not(between(t,1,1.1))',asetpts=N/SR/TB,apad=pad_dur=0.1"),
        heard("backwards", says: "another sound", filter: "areverse"),
        heard("half of it", says: "the sound lasts", filter: "atrim=end=1.5"),
        heard(
            "another song", says: "another sound",
            filter: "aeval=exprs='0.4*sin(1900*t)*sin(3*t)|0.4*sin(2500*t)*cos(2*t)':c=same"),
    ]
}
