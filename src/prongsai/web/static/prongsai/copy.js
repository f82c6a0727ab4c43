// A field is copied whole; without this script it is marked by hand. What sends a form sends it once the field is copied.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const copied = async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
  };
  button.addEventListener("click", async (event) => {
    const form = button.form;
    if (form) event.preventDefault();
    await copied();
    if (form) form.requestSubmit(form.querySelector("button[name=do]:not([data-copy])"));
    else button.classList.add("copied");
  });
});
