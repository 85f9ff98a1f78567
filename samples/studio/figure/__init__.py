"""The person on film: a body mesh, its bones, clothes, and how they become pixels."""
