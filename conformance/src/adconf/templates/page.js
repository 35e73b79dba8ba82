// SPDX-License-Identifier: Apache-2.0
// Filters over the matrix, and Escape to close an explanation. The page works without it.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const field = (name) => document.getElementById("f-" + name);
  const lines = [...document.querySelectorAll("tr.line")];
  const good = new Set(["pass", "expected-fail", "unsupported", "not-installed"]);

  const verdictFits = (cell, wanted) =>
    !wanted || (wanted === "unexpected" ? !good.has(cell.dataset.verdict) : cell.dataset.verdict === wanted);

  function lineFits(line, want) {
    const cells = [...line.querySelectorAll("td[data-verdict]")];
    return (!want.family || line.parentElement.dataset.family === want.family)
      && want.text.every((word) => line.dataset.text.includes(word))
      && cells.some((cell) => (!want.client || cell.dataset.client === want.client) && verdictFits(cell, want.verdict));
  }

  function apply() {
    const want = {
      text: field("text").value.toLowerCase().split(/\s+/).filter(Boolean),
      verdict: field("verdict").value, client: field("client").value, family: field("family").value,
    };
    let shown = 0;
    for (const line of lines) {
      line.hidden = !lineFits(line, want);
      shown += line.hidden ? 0 : 1;
    }
    for (const body of document.querySelectorAll("#matrix tbody")) {
      body.hidden = !body.querySelector("tr.line:not([hidden])");
    }
    for (const cell of document.querySelectorAll("#matrix [data-client]")) {
      cell.hidden = Boolean(want.client) && cell.dataset.client !== want.client;
    }
    field("count").textContent = shown + " of " + lines.length;
    document.getElementById("none").hidden = shown > 0;
  }

  let opener = null;
  function follow() {
    const article = document.querySelector("article:target");
    if (article) article.focus();
    document.body.style.overflow = article ? "hidden" : "";
  }
  function close() {
    // Keeps the reader's place: only the target goes.
    const x = scrollX, y = scrollY;
    location.hash = "matrix";
    scrollTo(x, y);
    if (opener) opener.focus({preventScroll: true});
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".matrix td a");
    if (link) opener = link;
    const shade = event.target.matches("article");
    if (shade || event.target.closest(".close a")) { event.preventDefault(); close(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("article:target")) close();
  });
  addEventListener("hashchange", follow);
  follow();
  apply();
})();
