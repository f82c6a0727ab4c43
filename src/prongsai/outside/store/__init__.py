"""Where files lie: by their content, below the site's folder."""
