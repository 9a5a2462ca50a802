// A frame map: 1. the map of all frames, on which one is picked; 2. slider, button and label; 3. the frame with its
// fit, and below it the residuals. All three have the same abscissas and zoom together. It starts at its last frame.
import { makeChart } from "./chart.js";
import { makePlayer, unpackedCurves } from "./film.js";
import { addPicking, addReading, drawHeat, heatColors, makeHeat } from "./heat.js";
import { addKeys } from "./keys.js";
import { isDark } from "./theme.js";

const labelRoom = 74; // pixels left of all three
const most = 12; // frames that are shown as curves behind one

export function addSeries(figure, series, markers, palette) {
  const heat = makeHeat(series, heatColors(palette));
  const last = series.frames.length - 1;
  let n = last;
  const frame = makeFrame(figure, series, markers);
  const map = makeMap(figure, series, heat, () => series.frames[n].at);
  const parts = [map, ...frame.parts];
  zoomTogether(parts);
  const note = document.createElement("p");
  note.className = "note";
  note.setAttribute("aria-live", "off");
  const show = (to) => {
    n = to;
    frame.put(n);
    note.textContent = series.notes[n] ?? "";
    map.u?.over.setAttribute("aria-valuenow", n + 1);
    map.u?.over.setAttribute("aria-valuetext", [series.frames[n].text, series.notes[n]].filter(Boolean).join(", "));
  };
  const player = makePlayer(series, last, (to) => {
    show(to);
    parts.forEach((part) => part.changed());
  });
  show(last);
  const keys = document.createElement("div");
  figure.querySelector(".picture").after(map.box, player.element, note, ...frame.parts.map(({ box }) => box), keys);
  parts.forEach((part) => part.start());
  show(last);
  addPicking(map.u, heat, () => n, player.pick);
  addReading(map.u, heat);
  const legend = addKeys(frame.parts[0].state, markers, frame.parts[0].changed);
  legend.append(overlayButton(series, frame.parts[0], heat.colors));
  keys.replaceWith(legend);
  return { redraw: () => parts.forEach((part) => part.redraw()) };
}

function makeMap(figure, series, heat, at) {
  const plot = { x: { ...series.x, range: [...span(series.map.x)] }, y: series.slider, curves: [] };
  return makeChart(figure, plot, [], {
    height: (width) => Math.round(Math.max(250, Math.min(360, width * 0.42))),
    yWidth: labelRoom,
    padding: [46, 18, 0, 0],
    cursor: { drag: { x: false, y: false }, points: { show: false }, bind: { dblclick: () => null } },
    draw: (u) => drawHeat(u, heat, at()),
  });
}

const span = ({ edges }) => [edges[0], edges[edges.length - 1]];

// The charts of one frame, and `put`, which fills them with the numbers of another.
function makeFrame(figure, series, markers) {
  const { residuals } = series;
  const x = { ...series.x, range: [...span(series.map.x)] };
  const curves = series.curves.map((curve) => ({ ...curve }));
  const below = residuals?.curves.map((curve) => ({ ...curve })) ?? [];
  const put = (n) => {
    const all = [...series.frames[n].curves, ...(residuals?.frames[n] ?? [])];
    unpackedCurves(series.arrays, all).forEach((numbers, i) => Object.assign([...curves, ...below][i], numbers));
  };
  const look = { yWidth: labelRoom, bare: Boolean(residuals) };
  const parts = [makeChart(figure, { ...series, x, curves }, markers, look)];
  if (residuals) {
    const y = { label: "residual", unit: "", text: "residual / \u03c3", log: false, range: residuals.range };
    parts.push(
      makeChart(figure, { x, y, curves: below }, markers, {
        height: () => 172,
        yWidth: labelRoom,
        ySpace: 30,
        padding: [6, 18, 0, 0],
      }),
    );
  }
  return { parts, put };
}

// A zoom along x of one is a zoom of all.
function zoomTogether(parts) {
  let busy = false;
  parts.forEach((part) => {
    part.look.zoomed = (min, max) => {
      if (busy) return;
      busy = true;
      for (const other of parts)
        if (other !== part && other.u && (other.u.scales.x.min !== min || other.u.scales.x.max !== max))
          other.u.setScale("x", { min, max });
      busy = false;
    };
  });
}

// Switches a few frames from first to last on, as thin lines in the colors of the map.
function overlayButton(series, chart, colors) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "overlay";
  button.setAttribute("aria-pressed", "false");
  const first = series.frames[0].text;
  const last = series.frames.at(-1).text;
  button.innerHTML = swatch(colors);
  button.append("frames over one another");
  button.title = `From ${first} (dark) to ${last} (light)`;
  button.onclick = () => {
    const on = !chart.state.behind;
    chart.state.behind = on ? overlay(series, colors) : null;
    button.setAttribute("aria-pressed", String(on));
    chart.changed();
  };
  return button;
}

// What stands out against the page.
const seen = (part) => (isDark() ? 0.3 + 0.7 * part : 0.08 + 0.74 * part);

function overlay(series, colors) {
  const last = series.frames.length - 1;
  const count = Math.min(most, last + 1);
  const which = Math.max(0, series.curves.findIndex(({ mark }) => mark === "line"));
  return Array.from({ length: count }, (_, i) => {
    const part = count === 1 ? 0 : i / (count - 1);
    const curve = unpackedCurves(series.arrays, series.frames[Math.round(part * last)].curves)[which];
    return { curve, color: () => `rgb(${colors[Math.round(seen(part) * (colors.length - 1))].join(" ")})` };
  });
}

function swatch(colors) {
  const stripes = Array.from({ length: 5 }, (_, i) => {
    const [red, green, blue] = colors[Math.round((0.08 + 0.185 * i) * (colors.length - 1))];
    return `<path d="M0 ${1 + 3 * i}h24" stroke="rgb(${red},${green},${blue})" stroke-width="1.6"/>`;
  });
  return `<svg width="24" height="14" aria-hidden="true">${stripes.join("")}</svg>`;
}
