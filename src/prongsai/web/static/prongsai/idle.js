// Two minutes before a session can end because nobody used it, the page says so. Nothing typed is lost: the page stays,
// also when the session is over, and its forms work on once the same person has signed in again.
(() => {
  const box = document.querySelector("dialog.idle");
  if (!box || !box.showModal) { return; }
  const WARN = 120_000, KEY = `prongsai-until-${box.dataset.person}`;
  const said = [...box.querySelectorAll("[data-when]")], close = box.querySelector("[data-close]");
  let until = 0, closed = false;

  // Pages that are open beside this one know when somebody used the site last.
  const elsewhere = () => { try { return Number(localStorage.getItem(KEY)) || 0; } catch { return 0; } };
  const lasts = (seconds) => {
    until = Math.max(until, Date.now() + seconds * 1000);
    try { localStorage.setItem(KEY, String(until)); } catch { /* a browser that keeps nothing asks each page alone */ }
    closed = false;
  };
  const say = (when) => {
    said.forEach((each) => { each.hidden = each.dataset.when !== when; });
    close.hidden = when !== "other";
    if (!box.open) { box.showModal(); box.querySelector("[data-stay]").focus(); }
  };
  const look = () => {
    until = Math.max(until, elsewhere());
    const left = until - Date.now();
    if (left > WARN) {
      if (box.open && said.some((each) => !each.hidden && each.dataset.when === "soon")) { box.close(); }
    } else if (!box.open && !closed) { say("soon"); }
  };
  const stay = async () => {
    try {
      const answer = await fetch(box.dataset.address, { cache: "no-store", headers: { Accept: "application/json" } });
      const here = await answer.json();
      if (here.person === null) { say("over"); return; }
      if (String(here.person) !== box.dataset.person) { say("other"); return; }
      // Whoever signed in again has another token.
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((each) => { each.value = here.token; });
      if (document.body.hasAttribute("hx-headers")) {
        document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": here.token }));
      }
      until = 0;
      lasts(here.seconds);
      box.close();
    } catch { say("away"); }
  };

  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter === close) { closed = true; box.close(); } else { stay(); }
  });
  // Whoever puts it away with Escape is told no more on this page before they do something.
  box.addEventListener("cancel", () => { closed = true; });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && !event.detail.xhr.responseURL.includes("/login/")) { lasts(Number(box.dataset.seconds)); }
  });
  window.addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
  lasts(Number(box.dataset.seconds));
  setInterval(look, 5000);
})();
