// A field is copied whole; without this script it is marked by hand. What sends a form sends it once the field is copied,
// and not where a browser does not let it be copied: then the field is left marked.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const copied = async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.select();
      return document.execCommand("copy");
    }
  };
  button.addEventListener("click", async (event) => {
    const form = button.form;
    if (form) event.preventDefault();
    if (!(await copied())) return;
    if (form) form.requestSubmit(form.querySelector("button[name=do]:not([data-copy])"));
    else button.classList.add("copied");
  });
});
