// Puts a locked field at the cursor; without this script the field is copied by hand.
document.querySelectorAll("[data-insert]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const area = document.getElementById(button.dataset.into);
    area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
    area.focus();
  });
});

// Whoever leaves with words that were not saved is asked; they are kept as a draft either way.
document.querySelectorAll("form[data-unsaved]").forEach((form) => {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) { event.preventDefault(); } });
});
