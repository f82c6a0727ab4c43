"""What every screen shares: signing in, headers, scope, the frame of the page."""
