// One request of the carrier's and what the line replied: a line that opens.
import { made } from "./made.js";

const pathOf = url => url.replace(/^[a-z]+:\/\/[^/]+/i, "");

// Each element on a line of its own; what has words in it stays as it is.
function lines(node, indent) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.textContent.trim() ? [indent + new XMLSerializer().serializeToString(node)] : [];
  const whole = new XMLSerializer().serializeToString(node);
  const words = [...node.childNodes].some(one => one.nodeType === Node.TEXT_NODE && one.textContent.trim());
  if (words || !node.childNodes.length) return [indent + whole];
  const inside = [...node.childNodes].flatMap(one => lines(one, `${indent}  `));
  if (!inside.length) return [indent + whole];
  const opening = new XMLSerializer().serializeToString(node.cloneNode(false)).replace(/\/>$|><\/[^>]*>$/, ">");
  return [indent + opening, ...inside, `${indent}</${node.nodeName}>`];
}

export function indented(xml) {
  const read = new DOMParser().parseFromString(xml, "text/xml");
  if (read.querySelector("parsererror")) return xml;
  return [...read.childNodes].flatMap(one => lines(one, "")).join("\n");
}

function parameters(pairs) {
  const table = made("table"), body = made("tbody");
  for (const [name, value] of pairs) {
    const row = made("tr");
    row.append(made("th", name, { scope: "row" }), made("td", value));
    body.append(row);
  }
  table.append(body);
  return table;
}

export function drawn(turn) {
  const opens = made("details"), summary = made("summary"), failed = turn.failed ?? "";
  const end = failed || (turn.status ? `${turn.status}, ${Number(turn.seconds ?? 0).toFixed(2)} s` : "no reply yet");
  summary.append(made("b", turn.method), " ", made("code", pathOf(turn.url)), " ", made("span", end, { class: failed ? "bad" : "" }));
  opens.append(summary, made("h2", "Request"), made("p", `${turn.method} ${turn.url}`), parameters(turn.request ?? []));
  opens.append(made("h2", failed ? "No good reply" : "Reply"));
  if (failed) opens.append(made("p", failed, { class: "bad" }));
  if (turn.reply) {
    const reply = made("pre", "", { tabindex: "0", role: "region", "aria-label": `Reply to ${turn.method} ${pathOf(turn.url)}` });
    reply.append(made("code", indented(turn.reply)));
    opens.append(reply);
  }
  return opens;
}
