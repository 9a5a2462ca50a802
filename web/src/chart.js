// One interactive plot. uPlot keeps the scales, axes, cursor and zoom; the curves are drawn by draw.js,
// since they may have abscissas of their own in any order.
import uPlot from "uplot";
import { drawCurves } from "./draw.js";
import { logLabels, logSplits, tickLabels } from "./format.js";
import { addHover } from "./hover.js";
import { addKeys } from "./keys.js";
import { cssColor } from "./theme.js";

const font = '13px -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const labelFont = font.replace("13px", "14px");

// `redraw` is for new colors, `changed` for new curves.
export function addChart(figure, plot, markers) {
  const part = makeChart(figure, plot, markers);
  figure.querySelector(".picture").after(part.box);
  part.start();
  part.box.after(addKeys(part.state, markers, part.changed));
  return part;
}

// A chart without its legend, to be started once its box is on the page. `look` may change how it is drawn:
//   height      of a width, in pixels
//   yWidth      of the labels at the left, in pixels, for charts that share their abscissas
//   bare        no label below
//   padding     as uPlot's
//   cursor      as uPlot's
//   draw        in place of its curves
//   zoomed      called with the new ends of x
export function makeChart(figure, plot, markers, look = {}) {
  const box = document.createElement("div");
  box.className = "chart";
  const state = { plot, markers: markers.map((marker) => new Path2D(marker)), hidden: new Set() };
  const part = { box, state, look, redraw: () => part.u.redraw() };
  part.start = () => {
    figure.classList.add("live");
    part.u = new uPlot(options(box, state, look), [plot.x.range, plot.y.range], box);
    const hover = look.draw ? null : addHover(part.u, state);
    part.u.over.addEventListener("dblclick", () => home(part.u, plot));
    part.changed = () => {
      hover?.clear();
      part.u.redraw(false);
    };
    new ResizeObserver(() => resize(part.u, box, look)).observe(box);
  };
  return part;
}

function resize(chart, box, look) {
  const width = box.clientWidth;
  if (width > 0 && width !== chart.width) chart.setSize({ width, height: heightFor(width, look) });
}

const heightFor = (width, look) =>
  look.height?.(width) ?? Math.round(Math.max(280, Math.min(400, width * 0.48)));

function home(chart, plot) {
  chart.batch(() => {
    for (const key of ["x", "y"]) chart.setScale(key, { min: plot[key].range[0], max: plot[key].range[1] });
  });
}

function options(box, state, look) {
  const width = box.clientWidth || 720;
  const scale = (axis) => ({ time: false, distr: axis.log ? 3 : 1, range: (u, min, max) => [min, max] });
  const [min, max] = state.plot.y.range; // a zoom along x alone leaves y as it is
  const x = axisOptions(state.plot.x, look.bare ? 8 : 30, 70);
  return {
    width,
    height: heightFor(width, look),
    legend: { show: false },
    cursor: look.cursor ?? {
      drag: { x: true, y: true, uni: 24 },
      points: { show: false },
      bind: { dblclick: () => null },
    },
    scales: { x: scale(state.plot.x), y: { ...scale(state.plot.y), auto: false, min, max } },
    axes: [
      look.bare ? { ...x, label: undefined, values: (u, ticks) => ticks.map(() => "") } : x,
      axisOptions(state.plot.y, look.yWidth ?? labelWidth, look.ySpace ?? 42),
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    padding: look.padding ?? [10, 18, 0, 0],
    hooks: {
      draw: [(u) => (look.draw ? look.draw(u) : drawCurves(u, state))],
      setScale: [(u, key) => key === "x" && look.zoomed?.(u.scales.x.min, u.scales.x.max)],
    },
  };
}

function axisOptions(axis, size, space) {
  const line = () => cssColor("axis");
  return {
    label: axis.text,
    labelFont,
    labelSize: 26,
    font,
    size,
    space,
    stroke: () => cssColor("ink"),
    grid: { stroke: () => cssColor("grid"), width: 1 },
    ticks: { stroke: line, width: 1, size: 5 },
    border: { show: true, stroke: line, width: 1 },
    ...(axis.log ? { splits: (u, i, min, max) => logSplits(min, max), filter: (u, ticks) => ticks } : {}),
    values: (u, ticks) => (axis.log ? logLabels(ticks) : tickLabels(ticks)),
  };
}

// Room for the widest tick label.
function labelWidth(u, labels) {
  const longest = (labels ?? []).reduce((most, label) => Math.max(most, (label ?? "").length), 1);
  return 20 + 7.5 * longest;
}
