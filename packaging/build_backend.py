"""Builds the wheel: maturin makes the Python module, and the program is laid into the same wheel as a script.

maturin puts either a module or a program into a wheel. What stands in the folder of `data` in pyproject.toml is installed
as it is, so the program is compiled into it first. `TRACKLINT_WHEEL_PROFILE=dev` builds both without optimizing.
"""

import os
import pathlib
import shutil
import subprocess

import maturin
from maturin import get_requires_for_build_wheel

__all__ = ["build_wheel", "get_requires_for_build_wheel"]

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """A wheel with the program and the module."""
    profile = os.environ.get("TRACKLINT_WHEEL_PROFILE", "release")
    build = ["cargo", "build", "--locked", "--bin", "tracklint", "--profile", profile, "--target-dir", str(TARGET)]
    subprocess.run(build, cwd=ROOT, check=True)
    name = "tracklint.exe" if os.name == "nt" else "tracklint"
    scripts = ROOT / "packaging" / "tracklint.data" / "scripts"
    shutil.rmtree(scripts, ignore_errors=True)
    scripts.mkdir(parents=True)
    shutil.copy2(TARGET / ("debug" if profile == "dev" else profile) / name, scripts / name)
    os.environ["CARGO_TARGET_DIR"] = str(TARGET / "python")
    os.environ["MATURIN_PEP517_ARGS"] = f"--profile {profile} {os.environ.get('MATURIN_PEP517_ARGS', '')}"
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)
