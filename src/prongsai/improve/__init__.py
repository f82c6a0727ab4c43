"""Step 5: findings become measures, and measures progress."""
