"""`python -m posecoach` is the same as `posecoach`."""

from posecoach.cli import main

main()
