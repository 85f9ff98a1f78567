"""How far a hip goes, and how far before the lower back joins in, from slow movements to the end of range."""
