"use strict";

/** The value of a style variable, so that canvas and page share one palette in light and dark. */
const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/** "#rrggbb" mixed with another colour; share 0 keeps the first. */
function blend(from, to, share) {
  const part = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map(i => Math.round(part(from, i) + (part(to, i) - part(from, i)) * share));
  return "rgb(" + mixed.join(",") + ")";
}

/** Makes a canvas as sharp as the screen and gives its context and size in CSS pixels. */
function prepare(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const g = canvas.getContext("2d");
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.clearRect(0, 0, width, height);
  return {g, width, height};
}

/**
 * For each point the ascending ids that stand on it: its own and those of the points it covers, or none if another covers it.
 * A point covers those whose centres its disc hides, and so their numbers, unless one in front of it does.
 */
function labelGroups(points) {
  const groups = points.map(() => []), fronts = [];
  const frontToBack = points.map((p, i) => i).sort((a, b) => points[b].depth - points[a].depth || b - a);
  for (const i of frontToBack) {
    const covers = f => Math.hypot(points[i].x - points[f].x, points[i].y - points[f].y) < points[f].radius;
    const front = fronts.find(covers) ?? i;
    if (front === i) fronts.push(i);
    groups[front].push(i);
  }
  return groups.map(group => group.sort((a, b) => a - b));
}

/** Ascending ids as text: "7", "7, 14", "12–15", "0, 2, 4, 6 +3". */
function idsText(ids) {
  const runs = [];
  let named = 0;
  while (named < ids.length && runs.length < 4) {
    let end = named + 1;
    while (end < ids.length && ids[end] === ids[end - 1] + 1) end++;
    if (end - named < 3) end = named + 1; // two in a row read better apart
    runs.push(end === named + 1 ? ids[named] : ids[named] + "–" + ids[end - 1]);
    named = end;
  }
  return runs.join(", ") + (named < ids.length ? " +" + (ids.length - named) : "");
}

/**
 * A graph in 3-D on a canvas. show(coordinates) takes a flat array x0, y0, z0, x1, ...; the view turns by mouse, touch and keys,
 * and by itself until the first touch.
 */
function createScene(canvas, graph, options) {
  const EYE = 4, FOG = 0.5, START = {yaw: -28, pitch: 22, zoom: 1};
  const view = {...START};
  let coordinates = null, spinning = options.spin, last = 0, marked = [], pending = false;

  function project(width, height) {
    const n = graph.nodes, centre = [0, 0, 0];
    coordinates.forEach((value, i) => centre[i % 3] += value / n);
    const offsets = [];
    for (let i = 0; i < n; i++) offsets.push([0, 1, 2].map(axis => coordinates[3 * i + axis] - centre[axis]));
    const radius = Math.max(1e-9, ...offsets.map(offset => Math.hypot(...offset)));
    const balls = offsets.map(offset => offset.map(value => value / radius));
    const scale = view.zoom * fit(balls, width, height);
    const points = balls.map(ball => {
      const p = turn(...ball);
      return {x: width / 2 + scale * p.x * p.near, y: height / 2 - scale * p.y * p.near, depth: p.depth, near: p.near};
    });
    return points;
  }

  /** The largest scale at which all nodes stay in view for every yaw, so that turning does not make the picture breathe. */
  function fit(balls, width, height) {
    const pitch = view.pitch * Math.PI / 180;
    let wide = 0.1, high = 0.1;
    for (const [x, y, z] of balls) {
      const reach = Math.hypot(x, z);
      wide = Math.max(wide, reach);
      high = Math.max(high, Math.abs(y * Math.cos(pitch)) + reach * Math.abs(Math.sin(pitch)));
    }
    return 0.46 * Math.min(width / wide, height / high);
  }

  function turn(x, y, z) {
    const yaw = view.yaw * Math.PI / 180, pitch = view.pitch * Math.PI / 180;
    const right = x * Math.cos(yaw) + z * Math.sin(yaw);
    const toward = z * Math.cos(yaw) - x * Math.sin(yaw);
    const depth = y * Math.sin(pitch) + toward * Math.cos(pitch);
    return {x: right, y: y * Math.cos(pitch) - toward * Math.sin(pitch), depth, near: EYE / (EYE - depth)};
  }

  function paint() {
    pending = false;
    const {g, width, height} = prepare(canvas);
    if (!coordinates || width === 0) return;
    const points = project(width, height);
    const size = Math.min(width, height);
    const base = Math.max(2, Math.min(size / 34, size / (9.5 * Math.sqrt(graph.nodes + 1))));
    const paper = colour("card"), edge = colour("edge"), node = colour("node"), root = colour("root");
    const label = colour("label"), ring = colour("ink");
    points.forEach((p, i) => p.radius = base * p.near * (i === graph.root ? 1.15 : 1) * (marked.includes(i) ? 1.25 : 1));
    const fog = depth => FOG * (1 - Math.max(-1, Math.min(1, depth))) / 2;
    const groups = graph.nodes <= 100 ? labelGroups(points) : points.map(() => []);
    const edgeDepth = ([a, b]) => (points[a].depth + points[b].depth) / 2;
    const items = graph.edges.map(ends => ({depth: edgeDepth(ends), draw: () => drawEdge(points[ends[0]], points[ends[1]])}));
    points.forEach((p, i) => {
      // A capsule is wider than its discs, so it goes over the ends of their edges.
      const own = groups[i].length > 1 ? graph.edges.filter(ends => ends.some(end => groups[i].includes(end))) : [];
      items.push({depth: Math.max(p.depth, ...own.map(edgeDepth)), draw: () => drawNode(p, i)});
    });
    items.sort((a, b) => a.depth - b.depth).forEach(item => item.draw());
    drawAxes(g, height);

    function drawEdge(a, b) {
      const x = b.x - a.x, y = b.y - a.y, length = Math.hypot(x, y);
      const from = 1.12 * a.radius / length, to = 1 - 1.12 * b.radius / length;
      if (!(from < to)) return; // the discs overlap and hide the line
      g.strokeStyle = blend(edge, paper, fog((a.depth + b.depth) / 2));
      g.lineWidth = Math.max(0.6, Math.min(2.2, base / 7));
      g.beginPath();
      g.moveTo(a.x + from * x, a.y + from * y);
      g.lineTo(a.x + to * x, a.y + to * y);
      g.stroke();
    }

    function drawNode(p, i) {
      const group = groups[i], isRoot = i === graph.root || group.includes(graph.root), text = idsText(group);
      g.font = "600 " + p.radius * 1.05 + "px system-ui, sans-serif";
      const half = group.length > 1 ? Math.max(p.radius, g.measureText(text).width / 2 + 0.6 * p.radius) : p.radius;
      const x = group.length > 1 ? Math.max(half, Math.min(width - half, p.x)) : p.x;
      capsule(x, p.y, half + 0.12 * p.radius, 1.12 * p.radius, paper);
      // Its dark number needs the root's orange brighter than a dark page's fog would leave it.
      capsule(x, p.y, half, p.radius, isRoot ? blend(root, paper, 0.6 * fog(p.depth)) : blend(node, paper, fog(p.depth)));
      if (marked.includes(i) || marked.some(id => group.includes(id))) {
        g.strokeStyle = ring;
        g.lineWidth = 3;
        g.stroke();
      }
      g.fillStyle = isRoot ? "#1d2126" : label;
      g.textAlign = "center";
      g.textBaseline = "middle";
      g.fillText(text, x, p.y + p.radius * 0.05);
    }

    /** A disc, drawn out sideways if half its width exceeds its radius. */
    function capsule(x, y, half, radius, fill) {
      g.fillStyle = fill;
      g.beginPath();
      g.roundRect(x - half, y - radius, 2 * half, 2 * radius, radius);
      g.fill();
    }
  }

  /** Where the three principal components point. */
  function drawAxes(g, height) {
    const x = 44, y = height - 44;
    g.strokeStyle = g.fillStyle = colour("muted");
    g.lineWidth = 1.2;
    g.font = "11px system-ui, sans-serif";
    g.textAlign = "center";
    g.textBaseline = "middle";
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]].forEach((axis, i) => {
      const p = turn(...axis);
      g.beginPath();
      g.moveTo(x, y);
      g.lineTo(x + 22 * p.x, y - 22 * p.y);
      g.stroke();
      g.fillText("PC" + (i + 1), x + 34 * p.x, y - 34 * p.y);
    });
  }

  function request() {
    if (!pending) {
      pending = true;
      requestAnimationFrame(paint);
    }
  }

  function spin(time) {
    if (!spinning) return;
    view.yaw += Math.min(time - last, 50) * 0.008;
    last = time;
    paint();
    requestAnimationFrame(spin);
  }

  function stop() { spinning = false; }

  function rotate(yaw, pitch) {
    stop();
    view.yaw += yaw;
    view.pitch = Math.max(-90, Math.min(90, view.pitch + pitch));
    request();
  }

  function magnify(factor) {
    stop();
    view.zoom = Math.max(0.4, Math.min(6, view.zoom * factor));
    request();
  }

  const pointers = new Map();
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  canvas.addEventListener("pointerdown", e => {
    stop();
    canvas.setPointerCapture(e.pointerId);
    pointers.set(e.pointerId, {x: e.clientX, y: e.clientY});
  });
  canvas.addEventListener("pointermove", e => {
    const before = pointers.get(e.pointerId);
    if (!before) return;
    const pinch = pointers.size === 2 ? spread() : 0;
    pointers.set(e.pointerId, {x: e.clientX, y: e.clientY});
    if (pointers.size === 2) magnify(spread() / pinch);
    else rotate((e.clientX - before.x) * 0.4, (e.clientY - before.y) * 0.4);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, e => pointers.delete(e.pointerId));
  canvas.addEventListener("wheel", e => {
    if (document.activeElement !== canvas) return; // scrolling past must not zoom
    e.preventDefault();
    magnify(Math.exp(-e.deltaY * 0.001));
  }, {passive: false});
  const keys = {
    ArrowLeft: () => rotate(-5, 0), ArrowRight: () => rotate(5, 0), ArrowUp: () => rotate(0, -5), ArrowDown: () => rotate(0, 5),
    "+": () => magnify(1.1), "=": () => magnify(1.1), "-": () => magnify(1 / 1.1),
    0: () => { stop(); Object.assign(view, START); request(); },
  };
  canvas.addEventListener("keydown", e => {
    if (keys[e.key] && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      keys[e.key]();
    }
  });
  new ResizeObserver(request).observe(canvas);
  if (spinning) requestAnimationFrame(time => { last = time; spin(time); });

  return {
    show(next) { coordinates = next; request(); },
    mark(nodes) { marked = nodes; request(); },
    redraw: request,
  };
}
