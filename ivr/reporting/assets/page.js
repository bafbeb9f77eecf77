// The picture can be moved, searched and walked by keys; a node's address (#node-main) opens it. Without this file the page is whole.
"use strict";
(() => {
  const root = document.documentElement;
  const svg = document.querySelector("#picture svg");
  const nodes = document.querySelector("#nodes");
  const search = document.querySelector("#search");
  const found = document.querySelector("#found");
  const boxes = [...svg.querySelectorAll(".box")];
  const whole = svg.viewBox.baseVal;
  const [wide, high] = [whole.width, whole.height];
  const boxOf = name => boxes.find(one => one.dataset.id === name);
  const linkOf = box => box.querySelector("a");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let view = { x: 0, y: 0, w: wide, h: high };
  let moving = 0;

  root.classList.add("live");
  document.querySelectorAll(".scripted").forEach(one => { one.hidden = false; });
  svg.removeAttribute("preserveAspectRatio");

  // ---- where one looks ----
  function show(next) {
    const room = svg.getBoundingClientRect();
    if (!room.width || !room.height) return;  // hidden by the list
    const shape = room.width / room.height;
    const w = Math.min(Math.max(next.w, 300), Math.max(wide, high * shape) * 1.5);
    const h = w / shape;
    view = { x: next.x + (next.w - w) / 2, y: next.y + (next.h - h) / 2, w, h };
    view.x = Math.min(Math.max(view.x, -w * 0.9), wide - w * 0.1);
    view.y = Math.min(Math.max(view.y, -h * 0.9), high - h * 0.1);
    svg.setAttribute("viewBox", [view.x, view.y, view.w, view.h].map(one => one.toFixed(1)).join(" "));
  }
  function glide(next) {
    cancelAnimationFrame(moving);
    if (calm.matches) return show(next);
    const from = { ...view }, began = performance.now();
    const frame = now => {
      const part = Math.min((now - began) / 250, 1), eased = part * (2 - part);
      show(Object.fromEntries(Object.keys(next).map(key => [key, from[key] + (next[key] - from[key]) * eased])));
      if (part < 1) moving = requestAnimationFrame(frame);
    };
    moving = requestAnimationFrame(frame);
  }
  function fit() {
    const room = svg.getBoundingClientRect(), shape = room.width / Math.max(room.height, 1);
    const w = Math.max(wide, high * shape), h = w / shape;
    glide({ x: (wide - w) / 2, y: (high - h) / 2, w, h });
  }
  function zoom(factor, at) {
    const by = at || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
    show({ x: by.x - (by.x - view.x) * factor, y: by.y - (by.y - view.y) * factor, w: view.w * factor, h: view.h * factor });
  }
  function lookAt(box) {
    const at = box.transform.baseVal.getItem(0).matrix, size = box.querySelector(".card").getBBox();
    const room = svg.getBoundingClientRect(), w = Math.min(view.w, room.width * 1.15), h = w * room.height / room.width;
    glide({ x: at.e + size.width / 2 - w / 2, y: at.f + size.height / 2 - h / 2, w, h });
  }
  function seen(box) {
    const one = box.getBoundingClientRect(), room = svg.getBoundingClientRect();
    return one.left >= room.left && one.right <= room.right && one.top >= room.top && one.bottom <= room.bottom;
  }
  function begin() {  // the first box at the left, large enough to read
    const start = boxOf(svg.querySelector(".box.start")?.dataset.id) || boxes[0];
    const room = svg.getBoundingClientRect(), at = start.transform.baseVal.getItem(0).matrix;
    const w = Math.min(room.width * 1.15, Math.max(wide, 300)), h = w * room.height / room.width;
    show({ x: at.e - 24, y: at.f + start.querySelector(".card").getBBox().height / 2 - h / 2, w, h });
  }
  const pointOf = event => {
    const room = svg.getBoundingClientRect();
    return { x: view.x + (event.clientX - room.left) / room.width * view.w, y: view.y + (event.clientY - room.top) / room.height * view.h };
  };

  // ---- mouse and fingers ----
  const held = new Map();
  let dragged = 0;
  svg.addEventListener("wheel", event => {
    event.preventDefault();
    zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), pointOf(event));
  }, { passive: false });
  svg.addEventListener("pointerdown", event => {
    if (event.button) return;
    held.set(event.pointerId, event);
    if (held.size === 1) dragged = 0;
  });
  svg.addEventListener("pointermove", event => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const room = svg.getBoundingClientRect(), scale = view.w / room.width;
    if (held.size === 1) {
      dragged += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (dragged < 6) return;
      if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
      svg.classList.add("moving");
      show({ ...view, x: view.x - (event.clientX - before.clientX) * scale, y: view.y - (event.clientY - before.clientY) * scale });
    } else if (held.size === 2) {
      const other = [...held.entries()].find(([id]) => id !== event.pointerId)[1];
      const apart = one => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      dragged = 99;
      zoom(Math.max(apart(before), 1) / Math.max(apart(event), 1), pointOf({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 }));
    }
    held.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, event => {
    held.delete(event.pointerId);
    svg.classList.remove("moving");
  });
  svg.addEventListener("click", event => {
    if (dragged >= 6) { event.preventDefault(); dragged = 0; }
  }, true);
  svg.addEventListener("dragstart", event => event.preventDefault());

  // ---- one node ----
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Close";
  close.addEventListener("click", () => leave());
  nodes.prepend(close);
  function open() {
    const article = location.hash.startsWith("#node-") ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    nodes.querySelectorAll("article.open").forEach(one => one.classList.remove("open"));
    svg.querySelectorAll(".open-box, .lit").forEach(one => one.classList.remove("open-box", "lit"));
    nodes.classList.toggle("one", Boolean(article));
    if (!article) return;
    article.classList.add("open");
    const name = article.id.slice(5), box = boxOf(name);
    svg.querySelectorAll(".arrow, .way").forEach(one => one.classList.toggle("lit", one.dataset.from === name || one.dataset.to === name));
    box.classList.add("open-box");
    roam(box);
    article.focus({ preventScroll: true });
    if (nodes.classList.contains("list")) article.scrollIntoView(); else nodes.scrollTop = 0;
    show(view);
    if (!seen(box)) lookAt(box);
  }
  function leave() {
    const name = location.hash.slice(6);
    history.replaceState(null, "", " ");
    open();
    show(view);
    const box = name && boxOf(decodeURIComponent(name));
    if (box && !nodes.classList.contains("list")) linkOf(box).focus();
  }
  addEventListener("hashchange", open);

  // ---- keys ----
  function roam(box) {  // one stop for Tab in the whole picture; arrows go on from there
    boxes.forEach(one => linkOf(one).setAttribute("tabindex", one === box ? "0" : "-1"));
  }
  function nearest(box, key) {
    const middle = one => { const at = one.transform.baseVal.getItem(0).matrix, size = one.querySelector(".card").getBBox(); return [at.e + size.width / 2, at.f + size.height / 2]; };
    const [x, y] = middle(box), along = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = null, least = Infinity;
    for (const one of boxes) {
      const [dx, dy] = [middle(one)[0] - x, middle(one)[1] - y];
      const far = dx * along[0] + dy * along[1], aside = Math.abs(dx * along[1]) + Math.abs(dy * along[0]);
      if (far > 1 && far + 3 * aside < least) [best, least] = [one, far + 3 * aside];
    }
    return best;
  }
  svg.addEventListener("focusin", event => {
    const box = event.target.closest(".box");
    if (box) { roam(box); if (!seen(box) && !held.size) lookAt(box); }
  });
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === search, box = event.target.closest?.(".box");
    if (event.key === "Escape") {
      if (typing && search.value) { search.value = ""; look(); } else leave();
      return event.preventDefault();
    }
    if (typing) return;
    if (event.key.startsWith("Arrow") && (box || event.target === document.body)) {
      event.preventDefault();
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      const next = box && !event.shiftKey && nearest(box, event.key);
      if (next) linkOf(next).focus();
      else if (!box || event.shiftKey) show({ ...view, x: view.x + step[0] * view.w / 8, y: view.y + step[1] * view.h / 8 });
      return;
    }
    const does = { "+": "in", "=": "in", "-": "out", f: "fit", e: "errors", l: "list" }[event.key];
    if (does) { event.preventDefault(); act(does); }
    if (event.key === "/") { event.preventDefault(); search.focus(); }
  });

  // ---- buttons ----
  function act(does) {
    const button = document.querySelector(`[data-do="${does}"]`), on = button.getAttribute("aria-pressed") !== "true";
    if (does === "in") zoom(0.8);
    if (does === "out") zoom(1.25);
    if (does === "fit") fit();
    if (does === "errors" || does === "list") button.setAttribute("aria-pressed", on);
    if (does === "errors") root.classList.toggle("no-errors", on);
    if (does === "list") {
      nodes.classList.toggle("list", on);
      document.querySelector("main").classList.toggle("listed", on);
      close.hidden = on;
      if (!on) show(view);
    }
  }
  document.querySelector(".tools").addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button) act(button.dataset.do);
  });

  // ---- search ----
  const texts = new Map(boxes.map(one => [one, document.getElementById(`node-${one.dataset.id}`).textContent.toLowerCase()]));
  let hits = [], place = -1;
  function look() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits = words.length ? boxes.filter(one => words.every(word => texts.get(one).includes(word))) : [];
    const named = one => words.every(word => one.dataset.id.replace(/_/g, " ").includes(word) || one.dataset.id.includes(word));
    hits.sort((one, other) => named(other) - named(one));
    place = -1;
    boxes.forEach(one => {
      const hit = hits.includes(one);
      one.classList.toggle("found", hit);
      document.getElementById(`node-${one.dataset.id}`).classList.toggle("unfound", words.length > 0 && !hit);
    });
    svg.classList.toggle("searching", words.length > 0);
    found.textContent = words.length ? `${hits.length} ${hits.length === 1 ? "node" : "nodes"}` : "";
    if (hits.length) lookAt(hits[0]);
  }
  search.addEventListener("input", look);
  search.form.addEventListener("submit", event => {  // Enter: the first one found, then the next
    event.preventDefault();
    if (!hits.length) return;
    place = (place + 1) % hits.length;
    found.textContent = `${place + 1} of ${hits.length}`;
    const link = linkOf(hits[place]);
    lookAt(hits[place]);
    roam(hits[place]);
    if (event.submitter || hits.length === 1) link.focus();
  });
  search.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" && hits.length) { event.preventDefault(); linkOf(hits[Math.max(place, 0)]).focus(); }
  });

  // ---- a call that goes on beside this page: whoever frames it says at which node ----
  addEventListener("message", event => {
    if (parent === window || event.source !== parent || event.origin !== location.origin) return;
    const here = boxOf(event.data?.node);
    for (const box of boxes) {
      box.classList.toggle("here", box === here);
      if (box === here) linkOf(box).setAttribute("aria-current", "step"); else linkOf(box).removeAttribute("aria-current");
      box.querySelector(".card").style.cssText = box === here ? "stroke: var(--focus); stroke-width: 7" : "";
    }
    if (here) roam(here);
    if (here && !seen(here)) lookAt(here);
  });

  addEventListener("resize", () => show(view));
  roam(svg.querySelector(".box.start") || boxes[0]);
  begin();
  open();
})();
