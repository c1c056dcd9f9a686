#!/usr/bin/env python3
"""Carries the Dockerfile out without Docker: each image becomes a directory tree and a JSON file of how it is started."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import recipe
import rooms

PROGRAMS = {"api": "odori-api", "worker": "odori-worker", "queue": "odori-queue"}


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--checkout", type=Path, required=True)
    parser.add_argument("--products", type=Path, help="directory of built programs; without it they are built in a root")
    parser.add_argument("--images", default="api,worker,queue")
    return parser.parse_args()


def outcome(products, checkout, place):
    """What the build stage leaves in /out, from programs that were built before: stripped copies.

    Programs that were linked against the toolchain's own libraries get these beside them."""
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    libraries = set()
    for program in PROGRAMS.values():
        subprocess.run(["install", "-s", str(products / program), str(out / program)], check=True)
        listed = subprocess.run(["ldd", str(products / program)], check=True, capture_output=True, text=True).stdout
        libraries |= {
            line.split()[2] for line in listed.splitlines() if "=>" in line and "/swift/" in line.split("=>")[1]}
    resolved = checkout / "Package.resolved"
    (out / "swift-packages.json").write_text(resolved.read_text() if resolved.exists() else "{}\n")
    return out, sorted(libraries)


def toolchain():
    """The folder above usr/bin/swift."""
    return Path(os.path.realpath(shutil.which("swift") or sys.exit("Swift is missing."))).parents[2]


def build_in_root(stages, checkout, place, base, log, arguments):
    """The build stage itself, in a clean root with this machine's toolchain where the image's would be."""
    root = rooms.fork(base, place / "build")
    swift = toolchain()
    binds = [(swift, swift)]
    cache = Path.home() / ".cache/org.swift.swiftpm"
    if cache.is_dir():
        binds.append((cache, "/root/.cache/org.swift.swiftpm"))
    path = f"{swift}/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    room = rooms.Room(root, checkout, log, binds=binds, path=path)
    state = recipe.State()
    # What Swift's image has besides the toolchain.
    tools = "binutils g++ git libc6-dev libncurses6 libpython3.11 libxml2 libz3-4 tzdata zlib1g-dev"
    room.run(["/bin/sh", "-c", f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {tools}"], state)
    recipe.perform(stages["build"], state, room, arguments)
    return root / "out"


def add_libraries(libraries, root):
    if not libraries:
        return
    target = root / "usr/local/lib"
    for library in libraries:
        shutil.copy2(library, target)
    subprocess.run(["chroot", str(root), "/sbin/ldconfig"], check=True)


def main():
    chosen = options()
    place, checkout = chosen.place, chosen.checkout
    place.mkdir(parents=True, exist_ok=True)
    wanted = chosen.images.split(",")
    arguments = {"PRODUCTS": " ".join(PROGRAMS[name] for name in wanted), "VERSION": "0.0.0-check"}
    stages = recipe.read(checkout / "Dockerfile", arguments)
    with open(place / "build.log", "w", encoding="utf-8") as log:
        debian = rooms.debian(place / "debian")
        if chosen.products:
            out, libraries = outcome(chosen.products, checkout, place)
        else:
            out, libraries = build_in_root(stages, checkout, place, debian, log, arguments), []
        root = rooms.fork(debian, place / "base")
        state = recipe.State()
        recipe.perform(stages["base"], state, rooms.Room(root, checkout, log), arguments)
        images = {}
        for name in wanted:
            own = rooms.fork(place / stages[name].base, place / name)
            shape = state.child()
            (place / "from").mkdir(exist_ok=True)
            room = rooms.Room(own, checkout, log, origins={"build": place / "from"})
            # COPY --from=build names paths under /out.
            link = place / "from/out"
            link.unlink(missing_ok=True)
            link.symlink_to(out)
            recipe.perform(stages[name], shape, room, arguments)
            megabytes = rooms.size(own)
            add_libraries(libraries, own)
            images[name] = {
                "root": str(own), "env": shape.env, "workdir": shape.workdir, "user": shape.user,
                "entrypoint": shape.entrypoint, "healthcheck": shape.healthcheck, "labels": shape.labels,
                "megabytes": megabytes, "borrowed": [Path(library).name for library in libraries],
            }
            print(f"image {name}: {megabytes} MB" + (f" and {len(libraries)} borrowed libraries" if libraries else ""))
    (place / "images.json").write_text(json.dumps(images, indent=2) + "\n")


if __name__ == "__main__":
    main()
