// The little that needs a script: keys. Everything works without it.
"use strict";
(function () {
  const typing = (at) => at.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName);
  // Rows folded away, as a chart's numbers are, can't take the focus.
  const rows = () => Array.from(document.querySelectorAll("table.rows tbody tr, ul.lines > li")).filter((row) => {
    const link = row.querySelector("a[href]");
    return link && link.checkVisibility();
  });
  const step = (by) => {
    const all = rows();
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.max(0, Math.min(all.length - 1, now + by))];
    if (next) next.querySelector("a[href]").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("search");
      if (search) { search.focus(); event.preventDefault(); }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (document.activeElement === document.body && event.key === "ArrowUp") return;
      if (rows().length) { step(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    }
  });
})();
