// SPDX-License-Identifier: Apache-2.0
// Filters over the matrix. The page works without it.
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

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
