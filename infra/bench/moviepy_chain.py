#!/usr/bin/env python3
"""The edit as one writes it with MoviePy: a tool for each step, each tool reading a file and writing one.

usage: moviepy_chain.py --dances A B C --stickers CHIBI NAME --music SONG --out DIR [--lossless]

remix (thirds, zoom slams, the dances' own sound) → scored (the song under it, faded out) → watermarked (stickers keyed and laid over
it) → two soundtrack versions. MoviePy's own settings for x264 and AAC; --lossless makes every picture on the way lossless instead.
"""
import argparse, os

import numpy
from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, VideoFileClip, concatenate_videoclips
from moviepy.audio.fx import AudioFadeOut
from PIL import Image

SLAM, ZOOM = 0.2, 0.1


class Chain:
    def __init__(self, a):
        self.a = a
        self.settings = dict(codec="libx264", audio_codec="aac", logger=None)
        if a.lossless:
            self.settings |= dict(preset="ultrafast", ffmpeg_params=["-qp", "0"])

    def path(self, name):
        return os.path.join(self.a.out, name)

    def write(self, clip, name):
        clip.write_videofile(self.path(name), **self.settings)
        clip.close()

    def remix(self):
        dances = [VideoFileClip(path) for path in self.a.dances]
        end = min(dance.duration for dance in dances)
        bounds = [end * part / len(dances) for part in range(len(dances) + 1)]
        parts = [dance.subclipped(*between) for dance, between in zip(dances, zip(bounds, bounds[1:]))]
        self.write(concatenate_videoclips(parts[:1] + [self.slammed(part) for part in parts[1:]], method="compose"), "remix.mp4")

    def slammed(self, part):
        larger = part.resized(lambda t: 1 + ZOOM * max(0.0, 1 - t / SLAM)).with_position("center")
        return CompositeVideoClip([larger], size=part.size).with_duration(part.duration)

    def with_sound(self, picture, sound, name):
        video = VideoFileClip(self.path(picture))
        audio = AudioFileClip(sound)
        length = min(video.duration, audio.duration)
        self.write(video.with_audio(audio.subclipped(0, length).with_effects([AudioFadeOut(1)])), name)

    def sticker(self, path, width):
        pixels = numpy.array(Image.open(path).convert("RGB")).astype(int)
        red, green, blue = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
        shown = (green - numpy.maximum(red, blue)) < 60
        return ImageClip(numpy.dstack([pixels, shown * 255]).astype("uint8")).resized(width=width)

    def watermark(self, picture, name):
        video = VideoFileClip(self.path(picture))
        width, height = video.size
        chibi, title = self.sticker(self.a.stickers[0], int(width * 0.36)), self.sticker(self.a.stickers[1], int(width * 0.30))
        layers = [video, chibi.with_position((20, height - chibi.h - 20)), title.with_position((width - title.w - 20, 20))]
        self.write(CompositeVideoClip([layers[0]] + [layer.with_duration(video.duration) for layer in layers[1:]]), name)

    def run(self):
        os.makedirs(self.a.out, exist_ok=True)
        self.remix()
        self.with_sound("remix.mp4", self.a.music, "scored.mp4")
        self.watermark("scored.mp4", "watermarked.mp4")
        self.with_sound("watermarked.mp4", self.a.music, "kpop_soundtrack.mp4")
        self.with_sound("watermarked.mp4", self.path("remix.mp4"), "orig_soundtrack.mp4")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dances", nargs=3, required=True)
    arguments.add_argument("--stickers", nargs=2, required=True)
    arguments.add_argument("--music", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--lossless", action="store_true")
    Chain(arguments.parse_args()).run()


main()
