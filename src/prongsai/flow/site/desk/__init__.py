"""The program on an office PC: opened by a double-click, once however often, and its shortcuts."""
