"""One-word tasks for developers: `python tasks.py check | fix | test | docs | build | bundle | ci`.

A script of the standard library and no Makefile, because Windows has no make.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
OLDEST_PYTHON = (3, 10)


def check(python: str = sys.executable) -> None:
    """Lint, format and types, changing nothing."""
    run(f'"{python}" -m ruff check .')
    run(f'"{python}" -m ruff format --check .')
    run(f'"{python}" -m mypy')


def fix() -> None:
    """Mend what ruff can mend by itself."""
    run(f'"{sys.executable}" -m ruff check --fix .')
    run(f'"{sys.executable}" -m ruff format .')


def test() -> None:
    """All tests."""
    run(f'"{sys.executable}" -m pytest')


def docs() -> None:
    """The documentation site, into docs/site; needs the extra `docs`."""
    run(f'"{sys.executable}" -m sphinx -q -W --keep-going docs docs/site')


def build() -> None:
    """The wheel and the source archive, into dist/; needs the package `build`."""
    run(f'"{sys.executable}" -m build')


def bundle() -> None:
    """The application without Python for this system, packed and tried; needs the extra `bundle`."""
    run(f'"{sys.executable}" -m application.licences build/licences')
    run(
        f'"{sys.executable}" -m PyInstaller --noconfirm --log-level WARN --distpath dist '
        "--workpath build/pyinstaller application/posecoach.spec"
    )
    run(f'"{sys.executable}" -m application.pack dist')
    run(f'"{sys.executable}" -m application.check dist')


def ci() -> None:
    """The gate: a stranger's fresh environment, the two commands of the README, and the checks."""
    demo, tests = readme_commands()
    with tempfile.TemporaryDirectory(prefix="posecoach-ci-", ignore_cleanup_errors=True) as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / SCRIPTS / "python"
        # As in an activated environment, and without a screen: nobody is there to close the window.
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONHOME")
        env = {name: value for name, value in os.environ.items() if name not in hidden}
        env |= {"VIRTUAL_ENV": folder, "PATH": f"{python.parent}{os.pathsep}{env['PATH']}"}
        env |= {"POSECOACH_HOME": str(Path(folder) / "home"), "PIP_QUIET": "1"}
        os.environ.clear()
        os.environ.update(env)
        run(demo)
        install, _, pytest = tests.partition(" && ")
        run(install)
        check(str(python))
        run(pytest)


def readme_commands() -> tuple[str, str]:
    """The README's first two commands: the one that shows the demo and the one that runs the tests."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^python -m pip install .*$", text, re.MULTILINE)
    assert len(commands) == 2, "README.md opens with two commands"
    return commands[0], commands[1]


def run(command: str) -> None:
    """Run a shell command in the checkout; a failure ends the program with its exit code."""
    print(f"\n$ {command}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, shell=True, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    print(f"({time.monotonic() - began:.0f} s)", flush=True)
    if code:
        print(f"This failed with exit code {code}: {command}", file=sys.stderr)
        sys.exit(1)


TASKS = {"check": check, "fix": fix, "test": test, "docs": docs, "build": build, "bundle": bundle, "ci": ci}


def main() -> None:
    """Do the task named on the command line."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("PoseCoach needs Python 3.10 or newer.")
    if len(sys.argv) != 2 or sys.argv[1] not in TASKS:
        lines = [f"  {name:6} {task.__doc__}" for name, task in TASKS.items()]
        print("usage: python tasks.py TASK\n" + "\n".join(lines), file=sys.stderr)
        sys.exit(2)
    TASKS[sys.argv[1]]()


if __name__ == "__main__":
    main()
