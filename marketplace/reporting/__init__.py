"""Sale facts and the reports drawn from them: query + columns + renderers. Reads facts, never joins over orders."""
