"""Where the program begins: `python -m posecoach` is the same as `posecoach`."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C is quiet from here on, while Python still loads the rest."""
    try:
        from posecoach.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
