"""Recordings faster than one core allows: stages overlapped, one video over processes, folders, clusters."""
