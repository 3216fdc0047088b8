// Tables sort by a click on a head, and show the rows that the pickers above them pick. Without it all rows stand.
(function () {
  "use strict";
  function key(row, column) {
    var cell = row.cells[column], n = cell ? cell.dataset.value : "";
    if (n !== undefined && n !== "") return parseFloat(n);
    return cell ? cell.textContent : "";
  }
  function sortable(table) {
    table.querySelectorAll("thead th").forEach(function (th, column) {
      if (!th.textContent.trim()) return;
      var button = document.createElement("button");
      button.type = "button"; button.textContent = th.textContent; th.textContent = ""; th.appendChild(button);
      button.addEventListener("click", function () {
        var down = th.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("thead th").forEach(function (x) { x.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        Array.from(table.tBodies[0].rows).sort(function (a, b) {
          var x = key(a, column), y = key(b, column);
          var d = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "zh");
          return down ? -d : d;
        }).forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  }
  function pickable(box) {
    var pickers = box.querySelectorAll("select[data-column]"), said = box.querySelector("[role=status]");
    function pick() {
      var shown = 0;
      Array.from(box.querySelector("table").tBodies[0].rows).forEach(function (row) {
        row.hidden = Array.from(pickers).some(function (p) { return p.value && row.cells[p.dataset.column].textContent !== p.value; });
        shown += row.hidden ? 0 : 1;
      });
      said.textContent = shown;
    }
    pickers.forEach(function (p) { p.closest("label").hidden = false; p.addEventListener("change", pick); });
  }
  document.querySelectorAll("table.sortable:not([data-ready])").forEach(function (t) { t.dataset.ready = ""; sortable(t); });
  document.querySelectorAll(".pickable:not([data-ready])").forEach(function (b) { b.dataset.ready = ""; pickable(b); });
})();
