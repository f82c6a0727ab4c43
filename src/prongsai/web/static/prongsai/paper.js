// What is folded is printed too: browsers that cannot be told so in the style sheet unfold it while they print.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((each) => { each.open = true; });
});
window.addEventListener("afterprint", () => { folded.forEach((each) => { each.open = false; }); });
