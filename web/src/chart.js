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
  const box = document.createElement("div");
  box.className = "chart";
  figure.querySelector(".picture").after(box);
  const state = { plot, markers: markers.map((marker) => new Path2D(marker)), hidden: new Set() };
  figure.classList.add("live");
  const chart = new uPlot(options(box, state), [plot.x.range, plot.y.range], box);
  const hover = addHover(chart, state);
  chart.over.addEventListener("dblclick", () => home(chart, plot));
  const changed = () => {
    hover.clear();
    chart.redraw(false);
  };
  box.after(addKeys(state, markers, changed));
  new ResizeObserver(() => resize(chart, box)).observe(box);
  return { redraw: () => chart.redraw(), changed };
}

function resize(chart, box) {
  const width = box.clientWidth;
  if (width > 0 && width !== chart.width) chart.setSize({ width, height: heightFor(width) });
}

const heightFor = (width) => Math.round(Math.max(280, Math.min(400, width * 0.48)));

function home(chart, plot) {
  chart.batch(() => {
    for (const key of ["x", "y"]) chart.setScale(key, { min: plot[key].range[0], max: plot[key].range[1] });
  });
}

function options(box, state) {
  const width = box.clientWidth || 720;
  const scale = (axis) => ({ time: false, distr: axis.log ? 3 : 1, range: (u, min, max) => [min, max] });
  return {
    width,
    height: heightFor(width),
    legend: { show: false },
    cursor: { drag: { x: true, y: true, uni: 24 }, points: { show: false }, bind: { dblclick: () => null } },
    scales: { x: scale(state.plot.x), y: scale(state.plot.y) },
    axes: [axisOptions(state.plot.x, 30, 70), axisOptions(state.plot.y, labelWidth, 42)],
    series: [{}, { paths: () => null, points: { show: false } }],
    padding: [10, 18, 0, 0],
    hooks: { draw: [(u) => drawCurves(u, state)] },
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
