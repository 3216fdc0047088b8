// Everything here only adds: without JavaScript each page is still whole, and each link lands.
(function () {
  "use strict";
  document.addEventListener("keydown", function (e) {
    if (e.key === "Escape") document.querySelectorAll("nav details[open]").forEach(function (d) { d.open = false; });
  });
  var code = document.getElementById("code-filter");
  if (code) {
    var tell = document.getElementById("code-count");
    code.addEventListener("change", function () {
      var n = 0;
      document.querySelectorAll(".body .s").forEach(function (s) {
        var has = (" " + (s.dataset.codes || "") + " ").indexOf(" " + code.value + " ") >= 0;
        s.classList.toggle("lit", !!code.value && has);
        s.classList.toggle("dim", !!code.value && !has);
        n += has ? 1 : 0;
      });
      tell.textContent = code.value ? tell.dataset.text.replace("{}", n) : "";
    });
  }
  var box = document.getElementById("search"), store = document.getElementById("sentences");
  if (box && store) {
    var all = JSON.parse(store.textContent), list = document.getElementById("results"), said = document.getElementById("search-count");
    box.addEventListener("input", function () {
      var words = box.value.trim().split(/\s+/).filter(Boolean), hits = [];
      list.replaceChildren();
      if (words.length) hits = all.filter(function (s) { return words.every(function (w) { return s[2].indexOf(w) >= 0; }); });
      said.textContent = words.length ? said.dataset.text.replace("{}", hits.length) : "";
      hits.slice(0, 200).forEach(function (s) {
        var item = document.createElement("li"), link = document.createElement("a");
        link.href = s[1]; link.textContent = s[0]; item.appendChild(link); item.appendChild(document.createTextNode(" "));
        var rest = s[2];
        while (rest) {  // text nodes only: what an article says is never markup
          var at = -1, word = "";
          words.forEach(function (w) { var i = rest.indexOf(w); if (i >= 0 && (at < 0 || i < at)) { at = i; word = w; } });
          if (at < 0) { item.appendChild(document.createTextNode(rest)); break; }
          item.appendChild(document.createTextNode(rest.slice(0, at)));
          var hit = document.createElement("mark"); hit.textContent = word; item.appendChild(hit); rest = rest.slice(at + word.length);
        }
        list.appendChild(item);
      });
    });
  }
})();
