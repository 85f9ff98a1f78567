"""Sample clips with known truth, and the studio that renders them."""
