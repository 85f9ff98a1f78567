"""The studio: renders a jointed person doing the four exercises, with exact truth beside every clip."""
