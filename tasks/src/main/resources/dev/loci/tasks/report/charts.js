"use strict";

const SVG = "http://www.w3.org/2000/svg";

function svg(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/** Numbers for people: a true minus sign, thousands apart, no more decimals than asked for. */
function format(value, decimals) {
  const digits = {minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "negative"};
  return value.toLocaleString("en", digits).replace("-", "\u2212");
}

/** Ticks at 1, 2 or 5 times a power of ten, about so many of them. */
function ticksOf(low, high, parts) {
  const raw = (high - low) / parts, power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= raw * (1 - 1e-9));
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.push(i * step);
  return {step, ticks, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9))};
}

/** A range that starts and ends at a tick and holds zero and all values that are not null. */
function covering(values) {
  let low = 0, high = 0;
  for (const value of values) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low === high) high = low + 1;
  const {step} = ticksOf(low, high, 5);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** Redraws when the host gets another size; draw(width, height) adds to the empty host. Returns a function that redraws. */
function responsive(host, draw) {
  const redraw = () => {
    if (host.clientWidth > 0) {
      host.replaceChildren();
      draw(host.clientWidth, host.clientHeight);
    }
  };
  new ResizeObserver(redraw).observe(host);
  return redraw;
}

function verticalAxis(root, range, frame, onLeft, ink) {
  const {ticks, decimals} = ticksOf(range[0], range[1], 5);
  for (const tick of ticks) {
    const y = frame.bottom - (tick - range[0]) / (range[1] - range[0]) * (frame.bottom - frame.top);
    if (onLeft) svg(root, "line", {class: "grid", x1: frame.left, x2: frame.right, y1: y, y2: y});
    const place = onLeft ? {x: frame.left - 8, "text-anchor": "end"} : {x: frame.right + 8};
    svg(root, "text", {...place, y: y + 4, style: ink ? "fill:var(--" + ink + ")" : ""}, format(tick, decimals));
  }
}

/** What the horizontal axis of a chart counts, below its ticks. */
function horizontalTitle(root, frame, height, title) {
  svg(root, "text", {x: (frame.left + frame.right) / 2, y: height - 4, "text-anchor": "middle"}, title);
}

/**
 * Curves over steps. Each series has a name (its style variable), values (null leaves a gap), a range, and a side of the axis;
 * reference is a level or null. onPick(step) is called when a reader points at a step. Returns cursor(step), which moves the
 * cursor, and logarithmic(on), which stretches the first steps.
 */
function lineChart(host, steps, series, reference, onPick) {
  const first = steps[0], span = Math.max(steps[steps.length - 1] - first, 1);
  let cursorStep = first, moveCursor = () => {}, log = false;
  host.classList.add("pickable");

  const redraw = responsive(host, (width, height) => {
    const two = series.length > 1;
    const frame = {left: 40, right: width - 36, top: 12, bottom: height - 40};
    const along = step => log ? Math.log1p(step - first) / Math.log1p(span) : (step - first) / span;
    const x = step => frame.left + along(step) * (frame.right - frame.left);
    const y = (line, value) => frame.bottom - (value - line.range[0]) / (line.range[1] - line.range[0]) * (frame.bottom - frame.top);
    const root = svg(host, "svg", {role: "img", "aria-label": series.map(line => line.label).join(", ") + ", over training steps"});
    series.forEach((line, i) => verticalAxis(root, line.range, frame, i === 0, two ? line.name : null));
    const powers = [0, 1, 10, 100, 1e3, 1e4, 1e5, 1e6].filter(power => power <= span).map(power => first + power);
    const ticks = log ? powers : ticksOf(first, first + span, Math.max(2, Math.floor(width / 90))).ticks;
    ticks.forEach(tick => svg(root, "text", {x: x(tick), y: height - 22, "text-anchor": "middle"}, format(tick, 0)));
    horizontalTitle(root, frame, height, "Training step");
    for (const line of series) {
      let path = "", pen = "M";
      line.values.forEach((value, i) => {
        if (value !== null) path += pen + x(steps[i]).toFixed(1) + " " + y(line, value).toFixed(1);
        pen = value === null ? "M" : "L";
      });
      svg(root, "path", {d: path, style: "stroke:var(--" + line.name + ")"});
    }
    if (reference !== null) {
      const level = y(series[0], reference);
      svg(root, "line", {class: "reference", x1: frame.left, x2: frame.right, y1: level, y2: level});
    }
    const cursor = svg(root, "line", {class: "cursor", y1: frame.top - 6, y2: frame.bottom});
    const markers = series.map(line => svg(root, "circle", {class: "marker", r: 5, style: "fill:var(--" + line.name + ")"}));
    moveCursor = () => {
      cursor.setAttribute("x1", x(cursorStep));
      cursor.setAttribute("x2", x(cursorStep));
      const i = nearest(steps, cursorStep);
      markers.forEach((marker, k) => {
        const value = series[k].values[i];
        marker.style.visibility = value === null ? "hidden" : "visible";
        marker.setAttribute("cx", x(cursorStep));
        marker.setAttribute("cy", value === null ? 0 : y(series[k], value));
      });
    };
    moveCursor();
    const pick = e => {
      const share = (e.clientX - host.getBoundingClientRect().left - frame.left) / (frame.right - frame.left);
      const inside = Math.max(0, Math.min(1, share));
      onPick(first + (log ? Math.expm1(inside * Math.log1p(span)) : inside * span));
    };
    root.addEventListener("pointerdown", pick);
    root.addEventListener("pointermove", e => e.buttons && pick(e));
  });

  return {
    cursor(step) { cursorStep = step; moveCursor(); },
    logarithmic(on) { log = on; redraw(); },
  };
}

/** The index of the entry nearest to a step, in an ascending list. */
function nearest(steps, step) {
  let best = 0;
  steps.forEach((candidate, i) => { if (Math.abs(candidate - step) < Math.abs(steps[best] - step)) best = i; });
  return best;
}

/** One bar per eigenvector from the second on, up or down from zero; each tells its value to those who point at it. */
function barChart(host, label, values, ink) {
  responsive(host, (width, height) => {
    const frame = {left: 40, right: width - 4, top: 8, bottom: height - 38}, range = covering(values);
    const y = value => frame.bottom - (value - range[0]) / (range[1] - range[0]) * (frame.bottom - frame.top);
    const slot = (frame.right - frame.left) / values.length, every = Math.ceil(26 / slot);
    const root = svg(host, "svg", {role: "img", "aria-label": label});
    verticalAxis(root, range, frame, true, null);
    horizontalTitle(root, frame, height, "Eigenvector");
    values.forEach((value, i) => {
      const middle = frame.left + (i + 0.5) * slot;
      if (i % every === 0) svg(root, "text", {x: middle, y: height - 22, "text-anchor": "middle"}, i + 2);
      if (value === null) return;
      const bar = svg(root, "rect", {x: middle - 0.37 * slot, width: 0.74 * slot, y: Math.min(y(0), y(value)), height: Math.abs(y(value) - y(0)), style: "fill:var(--" + ink + ")"});
      svg(bar, "title", {}, (i + 2) + ": " + format(value, 3));
    });
    svg(root, "line", {class: "zero", x1: frame.left, x2: frame.right, y1: y(0), y2: y(0)});
  });
}

/** A square matrix as coloured cells in a given order; onCell(row, column) gets node ids, or null when the pointer leaves. */
function heatmap(canvas, matrix, order, range, stops, onCell) {
  const n = order.length, numbered = n <= 40, inset = numbered ? 26 : 4;
  const shade = value => {
    const at = Math.max(0, Math.min(1, (value - range[0]) / (range[1] - range[0]))) * (stops.length - 1);
    const below = Math.min(Math.floor(at), stops.length - 2);
    return blend(stops[below], stops[below + 1], at - below);
  };

  function paint() {
    const {g, width} = prepare(canvas), cell = (width - inset) / n;
    const edge = i => Math.round(inset + i * cell);
    order.forEach((row, i) => order.forEach((column, j) => {
      const value = matrix[row][column];
      g.fillStyle = i === j || value === null ? colour("mask") : shade(value);
      g.fillRect(edge(j), edge(i) - inset, edge(j + 1) - edge(j), edge(i + 1) - edge(i));
    }));
    if (!numbered) return;
    g.fillStyle = colour("muted");
    g.font = Math.max(7, Math.min(12, cell * 0.6)) + "px system-ui, sans-serif";
    g.textBaseline = "middle";
    order.forEach((node, i) => {
      g.textAlign = "right";
      g.fillText(node, inset - 6, (i + 0.5) * cell);
      g.textAlign = "center";
      g.fillText(node, inset + (i + 0.5) * cell, width - inset + 12);
    });
  }

  canvas.addEventListener("pointermove", e => {
    const box = canvas.getBoundingClientRect(), cell = (box.width - inset) / n;
    const column = Math.floor((e.clientX - box.left - inset) / cell), row = Math.floor((e.clientY - box.top) / cell);
    if (row >= 0 && row < n && column >= 0 && column < n) onCell(order[row], order[column]);
    else onCell(null);
  });
  canvas.addEventListener("pointerleave", () => onCell(null));
  new ResizeObserver(paint).observe(canvas);
  return paint;
}
