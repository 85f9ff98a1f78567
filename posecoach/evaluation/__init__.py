"""Accuracy against truth: read it, match it with what was counted and warned, and say how good that is."""
