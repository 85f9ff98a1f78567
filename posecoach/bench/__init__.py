"""How fast the program is, stage by stage, beside a bare MediaPipe loop over the same frames in one run."""
