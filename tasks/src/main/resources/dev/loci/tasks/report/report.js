"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const {steps, coordinates} = data.snapshots;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const linked = () => {
  const step = new URLSearchParams(location.hash.slice(1)).get("step");
  return step === null || step.trim() === "" || Number.isNaN(Number(step)) ? null : nearest(steps, Number(step));
};

const scene = createScene(byId("scene"), data.graph, {spin: !calm.matches && linked() === null});
const player = {position: linked() ?? nearest(steps, data.snapshots.shown), playing: false, frame: 0};

/* Curves and their cursor. */
const level = (name, label, range) => ({name, label, values: data.curves[name], range: range ?? covering(data.curves[name])});
const pick = step => go(nearest(steps, step));
const charts = data.curves.steps.length === 0 ? [] : [
  lineChart(byId("levels"), data.curves.steps,
      [level("memorisation", "Neighbours recovered in percent", [0, 100]), level("geometric", "Mean cosine of neighbours")], null, pick),
  lineChart(byId("losses"), data.curves.steps, [level("loss", "Cross-entropy in nats")], data.curves.lossFloor, pick),
];
const readings = {
  loss: value => format(value, 4), memorisation: value => format(value, 1) + " %",
  geometric: value => format(value, 3), top1: value => format(value, 1) + " %",
};

const limits = {loss: ["floor", data.curves.lossFloor], top1: ["ceiling", data.curves.top1Ceiling]};
for (const [name, [word, value]] of Object.entries(limits)) {
  if (value === null) byId(name + "limit").remove();
  else byId(name + "limit").textContent = word + " " + readings[name](value);
}

byId("log").addEventListener("change", e => charts.forEach(chart => chart.logarithmic(e.target.checked)));

/** Shows a position in the list of snapshots; between two of them the nodes are on their way. */
function show() {
  const below = Math.floor(player.position), share = player.position - below;
  const from = coordinates[below], to = coordinates[Math.min(below + 1, steps.length - 1)];
  scene.show(share === 0 ? from : from.map((value, i) => value + share * (to[i] - value)));
  const step = steps[Math.round(player.position)];
  byId("slider").value = Math.round(player.position);
  byId("slider").setAttribute("aria-valuetext", "step " + step);
  byId("step").textContent = "step " + format(step, 0) + " / " + format(steps[steps.length - 1], 0);
  const i = nearest(data.curves.steps, step);
  byId("tilestep").textContent = format(data.curves.steps[i] ?? step, 0);
  for (const [name, write] of Object.entries(readings)) {
    const value = data.curves[name][i];
    byId(name).textContent = value === null || value === undefined ? "–" : write(value);
  }
  charts.forEach(chart => chart.cursor(step));
}

function go(index) {
  pause();
  player.position = index;
  show();
  remember();
}

/** The address always names the step, so that what is seen can be passed on. */
function remember() {
  try {
    history.replaceState(null, "", "#step=" + steps[Math.round(player.position)]);
  } catch {
    // Some viewers forbid it; then the address stays.
  }
}

function play() {
  if (player.position >= steps.length - 1) player.position = 0;
  player.playing = true;
  const speed = Math.max(1, Math.min(24, steps.length / 12)); // snapshots per second: a run takes about 12 seconds
  let before = null;
  const tick = now => {
    player.position = Math.min(steps.length - 1, player.position + speed * (now - (before ?? now)) / 1000);
    before = now;
    show();
    if (player.position >= steps.length - 1) go(steps.length - 1);
    else player.frame = requestAnimationFrame(tick);
  };
  player.frame = requestAnimationFrame(tick);
  labelButton();
}

function pause() {
  cancelAnimationFrame(player.frame);
  player.playing = false;
  player.position = Math.round(player.position);
  labelButton();
}

function labelButton() {
  byId("play").classList.toggle("playing", player.playing);
  byId("play").setAttribute("aria-label", player.playing ? "Pause" : "Play");
}

byId("slider").max = steps.length - 1;
byId("slider").addEventListener("input", e => go(Number(e.target.value)));
byId("play").addEventListener("click", () => player.playing ? go(Math.round(player.position)) : play());
document.addEventListener("keydown", e => {
  if (e.key === " " && !e.target.closest("button, input, summary")) {
    e.preventDefault();
    byId("play").click();
  }
});
addEventListener("hashchange", () => { const index = linked(); if (index !== null) go(index); });

/* Matrices. */
const repaint = [scene.redraw];
if (data.cosines) {
  const order = data.graph.order;
  byId("cosinestep").textContent = ", step " + format(data.cosineStep, 0);
  const edgeText = (row, column, edge) => data.directed
    ? (edge ? "edge from " : "no edge from ") + row + " to " + column
    : row + (edge ? " is joined to " : " is not joined to ") + column;
  if (data.directed) byId("adjacencyhead").textContent = "Edges (row to column)";
  const hover = (row, column) => {
    const text = (name, matrix) =>
      row === null || matrix[row][column] === null ? "" : name + "(" + row + ", " + column + ") = " + format(matrix[row][column], 2);
    byId("cosinecell").textContent = text("cos", data.cosines);
    byId("adjacencycell").textContent = row === null ? "" : edgeText(row, column, data.adjacency[row][column]);
    scene.mark(row === null ? [] : [row, column]);
  };
  repaint.push(heatmap(byId("cosines"), data.cosines, order, [-1, 1], data.plasma, hover));
  repaint.push(heatmap(byId("adjacency"), data.adjacency, order, [0, 1], data.plasma, hover));
  document.querySelectorAll(".ramp i").forEach(ramp => ramp.style.background = "linear-gradient(90deg," + data.plasma.join(",") + ")");
  byId("absent").style.background = data.plasma[0];
  byId("present").style.background = data.plasma[data.plasma.length - 1];
} else {
  byId("matrices").remove();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint.forEach(paint => paint()));

/* Spectrum. */
const energies = byId("energies");
if (data.spectrum) {
  byId("eigencaption").textContent = "Eigenvalues 2 to " + (data.spectrum.eigenvalues.length + 1) + ", relative to the second";
  barChart(byId("eigenvalues"), "Eigenvalues from the second on, descending", data.spectrum.eigenvalues, "geometric");
  barChart(byId("projections"), "Projections in the same order", data.spectrum.projections, "memorisation");
  if (data.spectrum.energies.length === 0) energies.closest("figure").remove();
  const most = Math.max(...data.spectrum.energies.map(energy => energy[2]));
  for (const [eigenvalue, multiplicity, share] of data.spectrum.energies) {
    const label = document.createElement("b"), bar = document.createElement("i"), value = document.createElement("span");
    label.textContent = (eigenvalue === 0 ? "0" : format(eigenvalue, 3)) + (multiplicity > 1 ? " × " + multiplicity : "");
    bar.style.width = 100 * share / most + "%";
    value.textContent = format(100 * share, 1) + " %";
    energies.append(label, bar, value);
  }
} else {
  byId("spectral").remove();
}

if (data.graph.root === null) byId("rootkey").remove();
if (data.curves.lossFloor === null) byId("floorkey").remove();
else byId("floor").textContent = "floor " + format(data.curves.lossFloor, 4) + " nats";
if (data.snapshots.total > steps.length) {
  byId("thinned").textContent = "The 3-D view holds " + steps.length + " of " + data.snapshots.total + " recorded steps: the first 60, then evenly spaced ones and the one shown first.";
}
show();
