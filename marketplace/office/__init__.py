"""HTTP for officers of the alliances, who are never staff: they approve, watch and report, each within their scope."""
