// SPDX-License-Identifier: Apache-2.0
// Opens what the address names. The page works without it.
"use strict";
(() => {
  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
    if (target.tagName === "ARTICLE") target.focus({preventScroll: true});
  }
  addEventListener("hashchange", follow);
  follow();
})();
