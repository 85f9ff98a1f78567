"""Builds the application without Python; see docs/application.md."""
