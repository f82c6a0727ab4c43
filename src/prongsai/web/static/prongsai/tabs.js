// The tabs of a phone are one row that is moved sideways: the one that is shown comes into sight. Nothing else moves, and
// the keyboard begins where it would.
{
  const row = document.querySelector(".tabs ul"), shown = row?.querySelector("a[aria-current]");
  if (shown) { row.scrollLeft = shown.offsetLeft - row.offsetLeft - (row.clientWidth - shown.offsetWidth) / 2; }
}
