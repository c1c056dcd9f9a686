#!/usr/bin/env python3
"""Measures the edit and its rival in turns, and writes medians and ratios to docs/BENCHMARKS.md.

usage: media.py --programs DIR [--rounds 3] [--seconds 10] [--keep FILE] [--no-write]

Both get the same three dances, stickers and song, made here, and deliver the same five files. Afterwards each does the same edit once
more with lossless pictures, and its delivered picture is compared with that.
"""
import argparse, json, os, re, resource, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = os.path.join(ROOT, ".build", "bench-media", "bin", "python")
PAGE = os.path.join(ROOT, "docs", "BENCHMARKS.md")
OURS, RIVAL = "odori", "MoviePy"
# Stands before the real ffmpeg: the same graph, but lossless pictures.
LOSSLESS = """#!/bin/bash
arguments=() skip=
for word in "$@"; do
    case $skip in value) skip=; continue ;; preset) word=ultrafast skip= ;; esac
    case $word in
    -preset) skip=preset ;;
    -crf) arguments+=(-qp 0) skip=value; continue ;;
    -profile:v) skip=value; continue ;;
    esac
    arguments+=("$word")
done
exec %s "${arguments[@]}"
"""


def ffmpeg(*arguments):
    done = subprocess.run(["ffmpeg", "-nostdin", "-hide_banner", "-y", *arguments], stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stderr


# A figure's parts: size, place, how far it sways, how far it turns.
BODY = [(240, 240, 420, 300, 60, 0.25), (320, 640, 380, 560, 40, 0.08), (110, 420, 300, 700, 110, 0.5),
        (110, 420, 640, 700, 110, -0.5), (240, 640, 440, 1150, 50, 0.12)]
# Dark and light of the backdrop and of the clothes.
OUTFITS = {"a": ("201830", "b08060", "703020", "f0d0b0"), "b": ("102028", "70b0a0", "605010", "f0e090"),
           "c": ("280814", "b060a0", "203060", "c0d8f0")}


def texture(path, width, height, dark, light, seed):
    """A still with detail of every size, from a tenth of the picture to a pixel, as photographs have."""
    octaves = [(96, 40), (24, 30), (6, 22), (2, 14), (1, 10)]
    graph = "".join(f"color=gray:s={max(4, width // size)}x{max(4, height // size)}:r=1:d=1,format=gray,noise=c0s={strength}:"
                    f"c0_seed={seed + size},scale={width}x{height}:flags=bicubic,setsar=1[o{n}];"
                    for n, (size, strength) in enumerate(octaves))
    colours = ":".join(f"{channel}='{low}+({high}-{low})*val/255'" for channel, low, high in
                       zip("rgb", bytes.fromhex(dark), bytes.fromhex(light)))
    graph += "".join(f"[o{n}]" for n in range(len(octaves)))
    graph += f"mix=inputs={len(octaves)},format=gray,lut=c0='clip((val-128)*4+128,0,255)',format=rgb24,lutrgb={colours}"
    ffmpeg("-v", "error", "-filter_complex", graph, "-frames:v", "1", path)


def material(directory, seconds):
    """Three dances as motion transfer delivers them: a hand-held camera, a figure of textured parts that sways and turns, a little
    noise, encoded once by x264 as by default (about 7 Mbit/s); stickers, and a song. Each dance has the same motion in other colours."""
    path = lambda name: os.path.join(directory, name)
    beat = "mod(t,0.5)"
    dance = f"0.5*sin(2*PI*(52*{beat}+2.1*(1-exp(-33*{beat}))))*exp(-16*{beat})+0.05*sin(1382*t)"
    for name, (dark, light, cloth, shine) in OUTFITS.items():
        texture(path("backdrop.png"), 1240, 2080, dark, light, ord(name) * 100)
        texture(path("cloth.png"), 400, 760, cloth, shine, ord(name) * 100 + 50)
        graph = "[0:v]format=yuv420p,rotate=a='0.006*sin(PI*t)+0.003*sin(2*PI*t)':ow=iw:oh=ih," \
                "crop=1080:1920:x='80+12*sin(PI*t)':y='80+10*sin(2*PI*t)'[0];"
        for n, (width, height, x, y, sway, turn) in enumerate(BODY):
            side = int((width ** 2 + height ** 2) ** 0.5) // 2 * 2
            graph += f"[1:v]crop={width}:{height}:{37 * n % (401 - width)}:{53 * n % (761 - height)},format=yuva420p," \
                     f"rotate=a='{turn}*sin(2*PI*t+{n})':ow={side}:oh={side}:c=black@0[part{n}];" \
                     f"[{n}][part{n}]overlay=x='{x}-{(side - width) // 2}+{sway}*sin(2*PI*t+{n})':" \
                     f"y='{y}-{(side - height) // 2}+{sway / 2}*sin(4*PI*t+{n})'[{n + 1}];"
        # The motion repeats after two seconds, the noise does not.
        graph += f"[5]trim=end_frame=60,loop=-1:60,setpts=N/30/TB,noise=alls=2:allf=t,setsar=1,format=yuv420p[v]"
        still = lambda name: ["-loop", "1", "-framerate", "30", "-t", "2", "-i", path(name)]
        ffmpeg("-v", "error", *still("backdrop.png"), *still("cloth.png"), "-f", "lavfi", "-i", f"aevalsrc='{dance}':s=48000",
               "-filter_complex", graph, "-map", "[v]", "-map", "2:a", "-t", str(seconds), "-c:v", "libx264", "-crf", "18",
               "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv", "-c:a", "aac",
               path(f"{name}.mp4"))
    drawn = "color=0x00ff00:s={},drawbox=x={}:y={}:w={}:h={}:color={}:t=fill,format=rgb24"
    for name, box in {"chibi": ("800x800", 200, 150, 400, 500, "0xe02060"), "name": ("900x300", 30, 30, 840, 240, "white")}.items():
        ffmpeg("-v", "error", "-f", "lavfi", "-i", drawn.format(*box), "-frames:v", "1", path(f"{name}.png"))
    song = f"(0.3+0.7*gte(t,8))*{dance}+0.05*sin(1382*t)+0.1*gte(t,8)*sin(346*t)"
    ffmpeg("-v", "error", "-f", "lavfi", "-i", f"aevalsrc='{song}':s=44100", "-t", "30", "-b:a", "192k", path("song.mp3"))
    return (["--dances", *map(path, ("a.mp4", "b.mp4", "c.mp4")), "--stickers", path("chibi.png"), path("name.png"),
             "--music", path("song.mp3")])


def family(pid):
    """A process and all below it, whichever of its threads started them."""
    children = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                children.setdefault(int(file.read().rsplit(")", 1)[1].split()[1]), []).append(int(name))
        except OSError:
            pass
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def memory(pid):
    """PSS of a process and all below it, in MB."""
    total = 0
    for one in family(pid):
        try:
            found = re.search(r"^Pss:\s+(\d+)", open(f"/proc/{one}/smaps_rollup").read(), re.MULTILINE)
            total += int(found[1]) if found else 0
        except OSError:
            pass
    return total / 1024


def measure(system, command, environment=None):
    """Runs a command to its end; its CPU time is what the kernel counted when it and all below it had ended."""
    load, before = os.getloadavg()[0], resource.getrusage(resource.RUSAGE_CHILDREN)
    began, peak = time.monotonic(), 0
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.1)
        wall = time.monotonic() - began
        log.seek(0)
        said = log.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"system": system, "status": process.returncode, "said": said, "cpu_s": cpu, "wall_s": wall, "peak_mb": peak,
            "load_before": load}


def command(system, a, sources, out, *more):
    if system == OURS:
        return [os.path.join(a.programs, "odori"), "edit", *sources, "--out", out, *more]
    return [PYTHON, os.path.join(HERE, "moviepy_chain.py"), *sources, "--out", out, *more]


def likeness(one, other):
    """PSNR and SSIM of two videos' pictures."""
    graph = "[0:v]settb=1/30,setpts=N,format=yuv420p,split[a][b];[1:v]settb=1/30,setpts=N,format=yuv420p,split[c][d];" \
            "[a][c]psnr[p];[b][d]ssim[s]"
    said = ffmpeg("-i", one, "-i", other, "-filter_complex", graph, "-map", "[p]", "-f", "null", "-", "-map", "[s]", "-f", "null", "-")
    psnr, ssim = re.search(r"PSNR .*average:([\d.]+|inf)", said), re.search(r"SSIM .*All:([\d.]+)", said)
    return {"psnr_db": float(psnr[1]), "ssim": float(ssim[1])}


def quality(a, sources, work):
    """Each system's delivered picture beside the same edit with nothing lost."""
    shim = os.path.join(work, "shim")
    os.makedirs(shim)
    with open(os.path.join(shim, "ffmpeg"), "w") as file:
        file.write(LOSSLESS % shutil.which("ffmpeg"))
    os.chmod(file.name, 0o755)
    result = {}
    for system in (OURS, RIVAL):
        out = os.path.join(work, system + "-lossless")
        if system == OURS:
            # Its reports refuse such files; the files are there all the same.
            measure(system, command(system, a, sources, out), os.environ | {"PATH": f"{shim}:{os.environ['PATH']}"})
        else:
            measure(system, command(system, a, sources, out, "--lossless"))
        files = [os.path.join(directory, "kpop_soundtrack.mp4") for directory in (os.path.join(work, system), out)]
        result[system] = likeness(*files) | {"mb": os.path.getsize(files[0]) / 1e6}
        print(json.dumps({system: result[system]}), file=sys.stderr, flush=True)
    return result


def table(rows, quality):
    value = lambda system, name: statistics.median(row[name] for row in rows if row["system"] == system)
    lines = ["| | CPU | wall | peak memory of the tree | PSNR | SSIM | delivered file |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for system in (OURS, RIVAL):
        own = quality[system]
        lines.append(f"| {system} | {value(system, 'cpu_s'):.1f} s | {value(system, 'wall_s'):.1f} s | {value(system, 'peak_mb'):,.0f} MB | "
                     f"{own['psnr_db']:.2f} dB | {own['ssim']:.4f} | {own['mb']:.1f} MB |")
    ratio = lambda name: value(RIVAL, name) / value(OURS, name)
    gain = quality[OURS]["psnr_db"] - quality[RIVAL]["psnr_db"]
    lines += ["", f"{RIVAL} takes {ratio('cpu_s'):.1f}× the CPU, {ratio('wall_s'):.1f}× the time and {ratio('peak_mb'):.1f}× the memory; "
                  f"odori's picture is {gain:+.2f} dB nearer to the lossless one."]
    return lines


def write(a, lines, rows):
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    loads = [row["load_before"] for row in rows]
    text = [f"Taken {time.strftime('%Y-%m-%d')} on {os.cpu_count()} cores ({model[1] if model else 'unknown'}), medians of {a.rounds} "
            f"rounds, dances of {a.seconds} s; load average before a measurement {min(loads):.1f}–{max(loads):.1f}.", "", *lines]
    with open(PAGE) as file:
        page = file.read()
    begin, end = "<!-- media: begin -->", "<!-- media: end -->"
    head, rest = page.split(begin, 1)
    with open(PAGE, "w") as file:
        file.write(head + begin + "\n" + "\n".join(text) + "\n" + end + rest.split(end, 1)[1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--programs", required=True)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--keep")
    arguments.add_argument("--no-write", action="store_true")
    a = arguments.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="odori-bench-media-") as work:
        sources = material(work, a.seconds)
        for _ in range(a.rounds):
            for system in (OURS, RIVAL):
                row = measure(system, command(system, a, sources, os.path.join(work, system)))
                said = row.pop("said")
                if row["status"]:
                    sys.exit(f"{system} ended with {row['status']}:\n{said}")
                print(json.dumps(row), file=sys.stderr, flush=True)
                rows.append(row)
        lines = table(rows, quality(a, sources, work))
    if a.keep:
        with open(a.keep, "a") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    print("\n".join(lines))
    if not a.no_write:
        write(a, lines, rows)


main()
