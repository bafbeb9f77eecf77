// Settings this browser remembers. Where it may not remember anything, they hold as long as the page is open.
const NAME = "telephone";

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

export function remembered(name, otherwise) {
  const value = read()[name];
  return typeof value === typeof otherwise ? value : otherwise;
}

export function remember(name, value) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...read(), [name]: value }));
  } catch {
    // private windows of some browsers
  }
}
