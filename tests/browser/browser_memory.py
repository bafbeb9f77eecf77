"""What a page remembers of itself, so that nobody has to look at the right moment: which phases of a call it told of, and when
anything was heard. A prompt of a third of a second is over before a busy machine looks twice.
"""

from playwright.sync_api import BrowserContext, Page

HEARD = 0.01
"""Of 1, as a root mean square; a voice on the telephone is well above, silence is below a tenth of it."""
REMEMBERS = (
    """
(() => {
  const told = { phase: [], microphone_says: [] }, looked = { phase: 0, microphone_says: 0 };
  new MutationObserver(() => {
    for (const [id, texts] of Object.entries(told)) {
      const text = document.getElementById(id)?.textContent ?? "";
      if (texts.at(-1) !== text) texts.push(text);
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });

  const samples = new Float32Array(2048);
  let at = performance.now(), loud = -1, sounded = at, loudBefore = at;
  setInterval(() => {
    const now = performance.now(), late = now - at > 300;  // what went on meanwhile was not heard
    at = now;
    window.phone?.analyser?.getFloatTimeDomainData(samples);
    const height = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    if (height > HEARD) loud = now;
    if (height > HEARD || late) loudBefore = now;
    if (height > HEARD / 10 || late) sounded = now;
  }, 20);

  window.past = {
    next(id, words) {
      const place = told[id].findIndex((text, index) => index >= looked[id] && text.includes(words));
      if (place >= 0) looked[id] = place + 1;
      return place >= 0;
    },
    heardSince: moment => loud > moment,
    quietFor: milliseconds => at - loudBefore > milliseconds,
    silentFor: milliseconds => at - sounded > milliseconds,
  };
})();
"""
).replace("HEARD", str(HEARD))


def remembers(context: BrowserContext) -> None:
    """Pages that are opened from now on do."""
    context.add_init_script(REMEMBERS)


def told(page: Page, where: str, words: str) -> None:
    """The next text there with these words that nobody has waited for yet, however short it stood."""
    page.wait_for_function("([where, words]) => past.next(where, words)", arg=[where, words])


def phase(page: Page, words: str) -> None:
    told(page, "phase", words)


def moment(page: Page) -> float:
    """Now, for `heard_since`."""
    return float(page.evaluate("() => performance.now()"))


def heard_since(page: Page, since: float) -> None:
    """Something comes out of the page, or has since."""
    page.wait_for_function("since => past.heardSince(since)", arg=since)


def quiet_for(page: Page, milliseconds: int) -> None:
    """No voice comes out of the page for so long."""
    page.wait_for_function("milliseconds => past.quietFor(milliseconds)", arg=milliseconds)


def silent_for(page: Page, milliseconds: int) -> None:
    """Nothing does, nor the hum of a line."""
    page.wait_for_function("milliseconds => past.silentFor(milliseconds)", arg=milliseconds)
