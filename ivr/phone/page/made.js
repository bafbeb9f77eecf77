// Elements, and times as people read them. Whatever comes from the network gets into the page as text only.
export function made(tag, text = "", about = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(about)) if (value) element.setAttribute(name, value);
  return element;
}

export const byId = id => document.getElementById(id);

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds ?? 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// Shows a text in an element that is hidden while it has none. What stays as it is, is not told again.
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}
