"""What search engines and social networks read: addresses, previews, linked data, site maps, robots.txt."""
