"""What a program on an office PC meets: its browser, a start without a window, the places of its shortcuts."""
