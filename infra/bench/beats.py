#!/usr/bin/env python3
"""Judges the beats that `odori beats` finds with mir_eval, and writes the figures to docs/BENCHMARKS.md.

usage: beats.py --programs DIR [--seconds 15] [--no-write]

Two corpora whose beats are known without listening: songs computed here, and the MIDI music of Debian's openttd-openmsx, whose beats
stand in its tempo maps, played by fluidsynth. Of each piece an excerpt is taken from the middle, as long as a reference.
"""
import argparse, glob, json, os, statistics, subprocess, sys, tempfile

import mido, mir_eval, numpy

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(os.path.dirname(os.path.dirname(HERE)), "docs", "BENCHMARKS.md")
SOUNDFONT = "/usr/share/sounds/sf2/TimGM6mb.sf2"


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def computed(directory, seconds):
    """(name, sound file, beats, seconds of the drop) of songs at tempi that dances have."""
    for number, tempo in enumerate(numpy.linspace(84, 148, 24)):
        first, period = 0.031 * number % 0.5, 60 / tempo
        drop = first + 8 * period
        beat, half = f"mod(max(t-{first},0),{period})", f"mod(max(t-{first},0),{period / 2})"
        full = f"(0.3+0.7*gte(t,{drop}))"
        sound = (f"gte(t,{first})*({full}*0.5*sin(2*PI*(52*{beat}+2.1*(1-exp(-33*{beat}))))*exp(-16*{beat})"
                 f"+0.1*(2*random(0)-1)*exp(-60*{half}))+{full}*0.09*(sin(1382*t)+sin(1740*t))+gte(t,{drop})*0.15*sin(346*t)*exp(-3*{half})")
        path = os.path.join(directory, f"computed-{number}.wav")
        run("ffmpeg", "-y", "-f", "lavfi", "-i", f"aevalsrc='{sound}':s=44100", "-t", str(seconds), path)
        yield f"computed, {tempo:.1f}", path, numpy.arange(first, seconds, period), drop


def played(directory, music, seconds):
    for path in sorted(glob.glob(os.path.join(music, "*.mid"))):
        song = mido.MidiFile(path)
        drums = sum(m.type == "note_on" and m.channel == 9 and m.velocity > 0 for t in song.tracks for m in t)
        start = song.length / 2 - seconds / 2
        if drums / song.length < 2 or start < 0:
            continue  # not music that anybody dances to
        whole, path = os.path.join(directory, "whole.wav"), path
        run("fluidsynth", "-ni", "-g", "0.6", "-F", whole, SOUNDFONT, path)
        excerpt = os.path.join(directory, os.path.basename(path) + ".wav")
        run("ffmpeg", "-y", "-ss", str(start), "-t", str(seconds), "-i", whole, excerpt)
        beats = numpy.array(midi_beats(song)) - start
        yield os.path.basename(path)[:-4], excerpt, beats[(beats >= 0) & (beats < seconds)], None


def midi_beats(song):
    """Seconds of every quarter note, by the tempo map."""
    changes = sorted((tick, message.tempo) for tick, message in ticks(song) if message.type == "set_tempo")
    beats, second, tick, tempo = [], 0.0, 0, 500_000
    end = max(tick for tick, _ in ticks(song))
    for beat in range(0, end, song.ticks_per_beat):
        while changes and changes[0][0] <= beat:
            second += mido.tick2second(changes[0][0] - tick, song.ticks_per_beat, tempo)
            tick, tempo = changes.pop(0)
        beats.append(second + mido.tick2second(beat - tick, song.ticks_per_beat, tempo))
    return beats


def ticks(song):
    for track in song.tracks:
        tick = 0
        for message in track:
            tick += message.time
            yield tick, message


def judge(found, beats):
    """F-measure as told, and at whichever of half, same and double speed fits best; a listener taps any of them."""
    score = lambda reference: mir_eval.beat.f_measure(reference, found)
    between = numpy.sort(numpy.concatenate([beats, (beats[1:] + beats[:-1]) / 2]))
    return score(beats), max(map(score, (beats, between, beats[::2], beats[1::2])))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--programs", required=True)
    arguments.add_argument("--music", default="/usr/share/games/openttd/baseset/openmsx")
    arguments.add_argument("--seconds", type=float, default=15)
    arguments.add_argument("--no-write", action="store_true")
    a = arguments.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="odori-bench-beats-") as directory:
        for corpus, songs in (("computed", computed(directory, a.seconds)), ("openttd-openmsx", played(directory, a.music, a.seconds))):
            for name, path, beats, drop in songs:
                said = subprocess.run([os.path.join(a.programs, "odori"), "beats", "--json", path], check=True, stdout=subprocess.PIPE)
                heard = json.loads(said.stdout)[0]["analysis"]
                same, best = judge(numpy.array(heard["beats"]), beats)
                row = {"corpus": corpus, "name": name, "f": same, "f_any": best, "confidence": heard["confidence"],
                       "tempo": heard["tempo"], "drop_error": None if drop is None else heard["drop"] - drop}
                print(json.dumps(row), file=sys.stderr, flush=True)
                rows.append(row)
    lines = ["| corpus | pieces | F-measure, mean | median | at any octave, mean | median | drop found within 33 ms | worst of them |",
             "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for corpus in ("computed", "openttd-openmsx", "those of it that are sure"):
        own = [r for r in rows if r["corpus"] == corpus]
        if not own:
            own = [r for r in rows if r["corpus"] == "openttd-openmsx" and r["confidence"] >= 0.5]
        drops = [abs(r["drop_error"]) for r in own if r["drop_error"] is not None]
        met = [d for d in drops if d <= 0.033]
        values = [f(r[key] for r in own) for key in ("f", "f_any") for f in (statistics.mean, statistics.median)]
        lines.append(f"| {corpus} | {len(own)} | " + " | ".join(f"{value:.3f}" for value in values) +
                     (f" | {len(met)} of {len(drops)} | {max(met) * 1000:.1f} ms |" if met else " | – | – |"))
    print("\n".join(lines))
    if not a.no_write:
        with open(PAGE) as file:
            page = file.read()
        begin, end = "<!-- beats: begin -->", "<!-- beats: end -->"
        head, rest = page.split(begin, 1)
        with open(PAGE, "w") as file:
            file.write(head + begin + "\n" + "\n".join(lines) + "\n" + end + rest.split(end, 1)[1])


main()
