"""Roots of clean Debian systems, in which the steps of the Dockerfile are carried out."""

import os
import shutil
import subprocess
from pathlib import Path

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
SECURITY = "http://deb.debian.org/debian-security"
# What Debian's own images set: no caches and no manuals, so that sizes compare.
APT_CLEAN = 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };\n'
DPKG_SLIM = "".join(
    f"path-exclude /usr/share/{part}/*\n" for part in ["doc", "info", "man", "locale", "lintian", "linda"]
) + "path-include /usr/share/doc/*/copyright\npath-include /usr/share/doc/odori/*\n"


def debian(place):
    """A clean Debian as debootstrap makes it, once; later calls find it there."""
    if (place / "etc/odori-base").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, str(place), MIRROR],
        check=True, stdout=subprocess.DEVNULL)
    (place / "etc/apt/apt.conf.d/docker-clean").write_text(APT_CLEAN)
    (place / "etc/apt/apt.conf.d/docker-no-languages").write_text('Acquire::Languages "none";\n')
    (place / "etc/dpkg/dpkg.cfg.d/docker").write_text(DPKG_SLIM)
    (place / "etc/apt/sources.list").write_text(
        f"deb {MIRROR} {SUITE} main\ndeb {MIRROR} {SUITE}-updates main\ndeb {SECURITY} {SUITE}-security main\n")
    for part in ["doc", "info", "man", "locale"]:
        shutil.rmtree(place / "usr/share" / part, ignore_errors=True)
    shutil.rmtree(place / "var/lib/apt/lists", ignore_errors=True)
    (place / "etc/odori-base").write_text("debootstrap\n")
    return place


class Room:
    """One root, and how steps are carried out in it."""

    def __init__(self, root, context, log, origins=None, binds=(), path=None):
        self.root, self.context, self.log = Path(root), Path(context), log
        self.origins, self.binds, self.path = origins or {}, list(binds), path

    def inside(self, place):
        return self.root / str(place).lstrip("/")

    def directory(self, place):
        self.inside(place).mkdir(parents=True, exist_ok=True)

    def copy(self, source, origin, place):
        top = self.context if origin is None else self.origins[origin]
        found = top / source.lstrip("/")
        target = self.inside(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        if found.is_dir():
            shutil.copytree(found, target, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(found, target)

    def run(self, command, state):
        """As root, in a mount and process space of its own, with the network that the machine has."""
        environment = {
            "PATH": self.path or "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root", **state.arguments, **state.env,
        }
        for name in ["http_proxy", "https_proxy", "no_proxy"]:
            if name in os.environ:
                environment[name] = os.environ[name]
        shutil.copy("/etc/resolv.conf", self.inside("/etc/resolv.conf"))
        mounts = [f'mount -t proc proc "{self.root}/proc"']
        for source, target in self.binds:
            self.directory(target)
            mounts.append(f'mount --bind "{source}" "{self.inside(target)}"')
        script = " && ".join(["mount --make-rprivate /", *mounts, 'cd "$0"', 'exec chroot "$0" "$@"'])
        inner = ["/usr/bin/env", "-C", state.workdir, "-i", *(f"{k}={v}" for k, v in environment.items()), *command]
        subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "bash", "-c", script, str(self.root), *inner],
            check=True, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)


def fork(base, place):
    """A root that begins as a copy of another."""
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(place)], check=True)
    return place


def size(root):
    """Megabytes of a root's files, each counted once."""
    out = subprocess.run(
        ["du", "--summarize", "--one-file-system", "--block-size=1000000", str(root)],
        check=True, capture_output=True, text=True).stdout
    return int(out.split()[0])
