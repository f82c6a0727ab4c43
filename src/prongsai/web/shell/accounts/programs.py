"""The browser and the system behind a user agent, in words: what somebody looks for who asks whether it was them."""

from __future__ import annotations

import re

from prongsai.language.text import Text

# In this order: most browsers also name those that they descend from.
_BROWSERS = (
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/(\d+)")),
    ("Opera", re.compile(r"(?:OPR|Opera)/(\d+)")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d+)")),
    ("LINE", re.compile(r"\bLine/(\d+)")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:HeadlessChrome|Chrome|CriOS)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)[\d.]* .*Safari/")),
)
_SYSTEMS = (
    ("iPhone", re.compile(r"\biPhone\b")),
    ("iPad", re.compile(r"\biPad\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("Mac", re.compile(r"\bMac(?:intosh| OS X)\b")),
    ("Linux", re.compile(r"\bLinux\b")),
)


def program_of(user_agent: str) -> Text:
    """``Chrome 126 on Windows``; what is not known of the two is left out, and a program that is neither is said so."""
    browser = next((f"{name} {found[1]}" for name, made in _BROWSERS if (found := made.search(user_agent))), "")
    system = next((name for name, made in _SYSTEMS if made.search(user_agent)), "")
    if browser and system:
        return Text(th=f"{browser} บน {system}", en=f"{browser} on {system}")
    if browser:
        return Text(th=browser, en=browser)
    if system:
        return Text(th=f"เบราว์เซอร์บน {system}", en=f"a browser on {system}")
    return Text(th="โปรแกรมที่ไม่รู้จัก", en="a program that is not known")
