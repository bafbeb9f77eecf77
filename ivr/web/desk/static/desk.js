// Makes a board live: forms are sent in place, news is fetched and swapped in section by section, times count.
// Without this script every form and link works as well. State is the server's; nothing is kept here but what was shown.
"use strict";
(() => {
  const POLL = 5000, STREAM_AGAIN = 60000, SILENT = 40000, PATIENCE = 10000, SOON = 300;
  const UNANSWERED = "No answer came to what you did last. See whether it was done before you do it again.";
  const byId = (id) => document.getElementById(id);
  let board = byId("board");
  if (!board) return;
  let ahead = 0, tag = "", asked = 0, answered = 0, shown = 0, lost = false, polling = 0, stream = null, heard = Date.now(), over = "";

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const pad = (number) => String(number).padStart(2, "0");

  function spell(seconds) { // the words of duration() in words.py
    const whole = Math.max(0, Math.floor(seconds));
    if (whole < 60) return `${whole} s`;
    if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
    return `${Math.floor(whole / 3600)} h ${pad(Math.floor(whole / 60) % 60)} min`;
  }

  function bare(section) { // what is the same when nothing happened but time
    const copy = section.cloneNode(true);
    copy.querySelectorAll("[data-since], [data-until]").forEach((time) => { time.textContent = ""; });
    copy.querySelectorAll("[name=csrf]").forEach((input) => input.setAttribute("value", ""));
    copy.querySelectorAll("details").forEach((details) => details.removeAttribute("open"));
    copy.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    return copy.outerHTML;
  }

  function disturbs(section) { // somebody types there, or listens to a message
    const at = document.activeElement;
    const types = section.contains(at) && at.matches("input, select, textarea");
    return types || [...section.querySelectorAll("audio")].some((sound) => !sound.paused && !sound.ended);
  }

  function exchange(old, fresh) {
    const at = document.activeElement, within = old.contains(at);
    old.querySelectorAll("details[open][id]").forEach((open) => {
      const same = fresh.querySelector(`#${CSS.escape(open.id)}`);
      if (same) same.open = true;
    });
    const sounds = [...old.querySelectorAll("audio[id]")];
    old.replaceWith(fresh);
    sounds.forEach((sound) => { const same = byId(sound.id); if (same) same.replaceWith(sound); });
    if (!within) return;
    const again = at.id && byId(at.id);
    if (again && !again.disabled) again.focus({ preventScroll: true });
    if (again && document.activeElement === again) return;
    const heading = [...fresh.querySelectorAll("h2")].find((one) => one.offsetParent);
    (heading || byId("main")).focus({ preventScroll: true }); // what had the focus is gone: stay near
  }

  function swap(fresh) {
    if (fresh.dataset.urgent !== board.dataset.urgent) tell(""); // things went on since
    const olds = [...board.children], news = [...fresh.children];
    let whole = true;
    if (olds.map((one) => one.id).join() !== news.map((one) => one.id).join()) {
      exchange(board, fresh);
      board = fresh;
    } else {
      olds.forEach((old, index) => {
        if (bare(old) === bare(news[index])) return;
        if (disturbs(old)) whole = false; else exchange(old, document.adoptNode(news[index]));
      });
      Object.assign(board.dataset, fresh.dataset);
    }
    const token = fresh.querySelector("[name=csrf]")?.value || news.map((one) => one.querySelector("[name=csrf]")).find(Boolean)?.value;
    if (token) document.querySelectorAll("[name=csrf]").forEach((input) => { input.value = token; });
    if (!whole) tag = ""; // asked for again as if nothing were known
    ahead = Date.parse(board.dataset.now) - Date.now();
    say();
    tick();
  }

  function say() {
    for (const [id, text] of [["polite", board.dataset.polite], ["urgent", board.dataset.urgent]]) {
      if (byId(id).textContent !== text) byId(id).textContent = text;
    }
    document.title = (board.dataset.ringing ? "(ring) " : "") + board.dataset.title;
  }

  function tick() {
    const now = Date.now() + ahead;
    board.querySelectorAll("[data-since]").forEach((time) => { time.textContent = spell((now - Date.parse(time.dataset.since)) / 1000); });
    board.querySelectorAll("[data-until]").forEach((time) => {
      const left = Date.parse(time.dataset.until) - now;
      time.textContent = spell(left / 1000);
      if (left <= -500 && over !== time.dataset.until) { over = time.dataset.until; tag = ""; refresh(); }
    });
    if (stream?.readyState === 1 && Date.now() - heard > SILENT) { heard = Date.now(); refresh(); }
  }

  function lose(mine) {
    if (mine < answered) return; // what was asked later has been answered: the network is back
    lost = true;
    const banner = byId("lost");
    if (banner.hidden) { banner.hidden = false; banner.textContent = "Connection lost, trying again. What you see may be out of date."; }
    board.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true"));
    poll();
  }

  function find(mine) {
    answered = Math.max(answered, mine);
    if (!lost) return;
    lost = false;
    Object.assign(byId("lost"), { hidden: true, textContent: "" });
    board.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
    if (stream?.readyState !== 1) listen();
  }

  async function ask(url, options) { // null: not answered, or answered by somebody who has no desk
    try {
      const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
      if (answer.status >= 500) return null;
      if (answer.status >= 400) { location.reload(); return null; }
      return { answer, text: await answer.text() };
    } catch { return null; }
  }

  function tell(words, kind = "notice") { Object.assign(byId("notice"), { hidden: !words, textContent: words, className: kind }); }

  async function refresh() {
    const mine = ++asked;
    const got = await ask(board.dataset.board, { headers: tag ? { "If-None-Match": tag } : {} });
    if (!got) return lose(mine);
    find(mine);
    if (got.answer.status === 304 || mine < shown) return;
    const fresh = parsed(got.text).getElementById("board");
    if (!fresh) return location.reload();
    shown = mine;
    tag = got.answer.headers.get("ETag") || "";
    swap(fresh);
  }

  async function send(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    const mine = ++asked;
    const got = await ask(form.action, { method: "POST", body: fields });
    if (!got) { tell(UNANSWERED, "problem"); return lose(mine); } // stays when the network is back a moment later
    const page = parsed(got.text), fresh = page.getElementById("board");
    if (!fresh) return location.reload();
    find(mine);
    shown = mine;
    tag = "";
    swap(fresh);
    tell(page.getElementById("notice").textContent);
  }

  function poll() { if (!polling) polling = setInterval(refresh, POLL); }

  function listen() {
    stream?.close();
    stream = new EventSource(board.dataset.events);
    stream.onopen = () => { heard = Date.now(); clearInterval(polling); polling = 0; if (lost) refresh(); };
    stream.onmessage = (event) => { heard = Date.now(); if (event.data !== board.dataset.version) refresh(); };
    stream.addEventListener("beat", () => { heard = Date.now(); });
    stream.onerror = () => { poll(); if (!lost) setTimeout(refresh, SOON); if (stream.readyState === 2 && !lost) setTimeout(() => { if (stream.readyState === 2) listen(); }, STREAM_AGAIN); };
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!board.contains(form)) return;
    event.preventDefault();
    if (lost || form.dataset.sent) return;
    form.dataset.sent = "yes"; // a second press of a slow button is not a second wish
    await send(form, event.submitter);
    delete form.dataset.sent;
  });
  ["pause", "ended", "focusout"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (board.contains(event.target) && event.target.matches("audio, input, select, textarea")) refresh();
  }, true));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  ["online", "offline"].forEach((kind) => window.addEventListener(kind, refresh));

  const KEYS = "desk-shortcuts", toggle = byId("shortcuts");
  const keysOn = () => { try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; } };
  const showKeys = () => {
    document.documentElement.classList.toggle("no-keys", !keysOn());
    toggle?.setAttribute("aria-pressed", String(keysOn()));
    if (toggle) Object.assign(toggle, { hidden: false, textContent: keysOn() ? "Shortcuts are on. Switch them off" : "Shortcuts are off. Switch them on" });
  };
  toggle?.addEventListener("click", () => { try { localStorage.setItem(KEYS, keysOn() ? "off" : "on"); } catch { /* not kept */ } showKeys(); });
  document.addEventListener("keydown", (event) => {
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input, select, textarea, audio, [contenteditable]")) return;
    const button = board.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
  });

  ahead = Date.parse(board.dataset.now) - Date.now();
  showKeys();
  say();
  setInterval(tick, 1000);
  listen();
})();
