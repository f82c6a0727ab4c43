// The tabs of a phone are one row that is moved sideways: the one that is shown comes into sight.
document.querySelector(".tabs a[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
