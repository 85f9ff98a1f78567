"""The page about a session, and the page about all of them."""
