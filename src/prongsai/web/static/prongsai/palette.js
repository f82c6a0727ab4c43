// Without this script a chip puts its figure at the end of the words, and the search is a button.
document.querySelectorAll("[data-insert]").forEach((button) => {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const area = document.getElementById(button.dataset.into);
    area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
});

// The list of figures follows what is typed into its search; all groups with something in them stand open then.
document.querySelectorAll("[data-palette]").forEach((palette) => {
  const search = palette.querySelector("[data-filter]");
  const count = palette.querySelector("[role=status]");
  const usual = count.textContent;
  const plain = (text) => text.toLowerCase().replace(/[๐-๙]/g, (digit) => String("๐๑๒๓๔๕๖๗๘๙".indexOf(digit)));
  // A whole number is looked for as the number of a figure: 9 is indicator 9, not -9.57.
  const has = (chip, word) => {
    const names = plain(`${chip.firstElementChild.textContent} ${chip.dataset.words}`);
    if (/^\d+$/.test(word)) return new RegExp(`(?<![\\d.])${word}(?!\\d)`).test(names);
    return `${names} ${plain(chip.lastElementChild.textContent)}`.includes(word);
  };
  const groups = [...palette.querySelectorAll("details")].map((group) => ({ group, open: group.open }));
  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let found = 0;
    groups.forEach(({ group, open }) => {
      let inside = 0;
      group.querySelectorAll("li").forEach((line) => {
        line.hidden = !words.every((word) => has(line.firstElementChild, word));
        inside += line.hidden ? 0 : 1;
      });
      group.hidden = inside === 0;
      group.open = words.length ? inside > 0 : open;
      found += inside;
    });
    count.textContent = !words.length ? usual : found ? count.dataset.some.replace("{n}", found) : count.dataset.none;
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  palette.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
});

// Whoever leaves with words that were not saved is asked; they are kept as a draft either way.
document.querySelectorAll("form[data-unsaved]").forEach((form) => {
  let changed = false;
  form.addEventListener("input", (event) => { changed = changed || event.target.name === "text"; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) { event.preventDefault(); } });
});

document.querySelector("[data-focus]")?.focus();
