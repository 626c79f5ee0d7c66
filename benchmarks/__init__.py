"""Comparisons with named peers, run by hand; RESULTS files hold what came of them."""
