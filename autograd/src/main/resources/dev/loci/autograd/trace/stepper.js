"use strict";

const trace = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const last = trace.steps.length - 1;
const phases = {start: "Start", forward: "Forward", seed: "Backward begins", backward: "Backward"};
const computedAt = trace.nodes.map(node => trace.steps.findIndex(step => step.phase === "forward" && step.node === node.id));
let current = 0;

/** ASCII formulas as one would print them. */
const pretty = text => text.replaceAll(" * ", " · ").replaceAll("-", "−").replaceAll("^2", "²").replaceAll("^T", "ᵀ");
const short = text => text.length > 14 ? text.slice(0, 13) + "…" : text;
/** In the picture tensors of gradients are shown by their shapes; the words have the numbers. */
const brief = sample => sample.shape.length === 0 ? sample.text : `[${sample.shape.join(", ")}]`;

function write(element, name, text) {
  const target = element.querySelector("." + name);
  if (target) target.textContent = pretty(text);
}

/** Shows the state after a step: what is known by then, and what has just happened. */
function show(step) {
  current = Math.max(0, Math.min(last, step));
  const now = trace.steps[current];
  const gradients = new Map(), parts = new Map();
  for (const past of trace.steps.slice(0, current + 1)) {
    if (past.phase === "seed") gradients.set(past.node, past.total);
    if (past.phase === "backward") {
      gradients.set(trace.edges[past.edge].from, past.total);
      parts.set(past.edge, trace.edges[past.edge].part);
    }
  }
  const back = now.phase === "seed" || now.phase === "backward";
  for (const node of trace.nodes) {
    const element = byId("n" + node.id), known = computedAt[node.id] <= current, gradient = gradients.get(node.id);
    element.classList.toggle("todo", !known);
    element.classList.toggle("active", now.phase !== "start" && now.node === node.id);
    element.classList.toggle("backward", back);
    element.classList.toggle("target", now.edge !== null && trace.edges[now.edge].from === node.id);
    element.dataset.gradient = gradient ? JSON.stringify(gradient.values) : "";
    element.dataset.value = known ? JSON.stringify(node.value.values) : "";
    write(element, "value", known ? short(node.value.text) : "?");
    write(element, "grad", gradient ? "grad " + brief(gradient) : "");
  }
  trace.edges.forEach((edge, i) => {
    const line = byId("e" + i), label = byId("l" + i), known = computedAt[edge.to] <= current;
    line.classList.toggle("todo", !known);
    label.classList.toggle("todo", !known);
    line.classList.toggle("forward", now.phase === "forward" && edge.to === now.node);
    line.classList.toggle("backward", i === now.edge);
    write(label, "part", parts.has(i) ? "◀ " + brief(parts.get(i)) : "");
  });
  byId("where").textContent = `Step ${current} of ${last} · ${phases[now.phase]}`;
  byId("lines").replaceChildren(...now.lines.map(line => {
    const paragraph = document.createElement("p");
    paragraph.textContent = pretty(line);
    return paragraph;
  }));
  byId("slider").value = current;
  byId("first").disabled = byId("back").disabled = current === 0;
  byId("next").disabled = byId("last").disabled = current === last;
  bringIntoView(byId("n" + now.node));
}

/** Scrolls the picture, not the page, when the graph is wider than the screen. */
function bringIntoView(element) {
  const frame = document.querySelector(".picture"), box = element.getBoundingClientRect(), outer = frame.getBoundingClientRect();
  frame.scrollLeft += box.left + box.width / 2 - outer.left - outer.width / 2;
  frame.scrollTop += box.top + box.height / 2 - outer.top - outer.height / 2;
}

function go(step) {
  show(step);
  try {
    history.replaceState(null, "", "#step=" + current);
  } catch {
    // Some viewers forbid it; then the address stays.
  }
}

const linked = () => Number(new URLSearchParams(location.hash.slice(1)).get("step")) || 0;
const keys = {
  ArrowRight: () => current + 1, ArrowDown: () => current + 1, PageDown: () => current + 1,
  ArrowLeft: () => current - 1, ArrowUp: () => current - 1, PageUp: () => current - 1,
  Home: () => 0, End: () => last,
};
addEventListener("keydown", event => {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.key in keys)) return;
  event.preventDefault();
  go(keys[event.key]());
});
byId("first").addEventListener("click", () => go(0));
byId("back").addEventListener("click", () => go(current - 1));
byId("next").addEventListener("click", () => go(current + 1));
byId("last").addEventListener("click", () => go(last));
byId("slider").addEventListener("input", event => go(Number(event.target.value)));
addEventListener("hashchange", () => show(linked()));

for (const label of document.querySelectorAll("#graph .formula, #graph .local, #graph .head")) label.textContent = pretty(label.textContent);
show(linked());
