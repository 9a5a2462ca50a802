// The map of a series: all frames as rows of color, on the axes of a chart. 1. The picture is made for the part that
// is seen, one cell a pixel of the screen, and kept until that changes. 2. A line marks the frame shown. 3. A press
// or a drag picks a frame, and so do the arrow keys.
import { bytesOf, floats } from "./film.js";
import { logLabels, logSplits, plainNumber, tickLabels } from "./format.js";
import { cssColor } from "./theme.js";

export const heatColors = (base64) => {
  const bytes = bytesOf(base64);
  return Array.from({ length: bytes.length / 3 }, (_, i) => bytes.subarray(3 * i, 3 * i + 3));
};

const transparent = 0;
const packed = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

export function makeHeat(series, colors) {
  const { map } = series;
  const values = floats(map.values);
  const pixels = Uint32Array.from(colors, packed);
  const { range, log } = map.color;
  const measure = log ? Math.log : Number;
  const [low, span] = [measure(range[0]), measure(range[1]) - measure(range[0])];
  const color = (value) => {
    if (Number.isNaN(value)) return transparent;
    const part = log && value <= 0 ? 0 : (measure(value) - low) / span;
    return pixels[Math.round((pixels.length - 1) * Math.min(1, Math.max(0, part)))];
  };
  return { series, values, cells: Uint32Array.from(values, color), colors };
}

// The cell that holds a value, or -1 outside of all.
function cellAt({ first, edges }, value) {
  if (!(value >= edges[0] && value <= edges[edges.length - 1])) return -1;
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle;
  }
  return first + low;
}

export function valueAt({ series: { map }, values }, x, y) {
  const [column, row] = [cellAt(map.x, x), cellAt(map.y, y)];
  return column < 0 || row < 0 ? NaN : values[row * map.columns + column];
}

export function drawHeat(u, heat, at) {
  const { left, top, width, height } = u.bbox;
  u.ctx.drawImage(pictureOf(u, heat), left, top, width, height);
  drawGrid(u);
  drawMark(u, at);
  drawBar(u, heat);
}

function pictureOf(u, heat) {
  const { width, height } = u.bbox;
  const key = [width, height, u.scales.x.min, u.scales.x.max, u.scales.y.min, u.scales.y.max].join(" ");
  if (heat.key === key) return heat.picture;
  heat.key = key;
  heat.picture = document.createElement("canvas");
  Object.assign(heat.picture, { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) });
  fill(u, heat, heat.picture);
  return heat.picture;
}

function fill(u, { series: { map }, cells }, picture) {
  const { left, top } = u.bbox;
  const context = picture.getContext("2d");
  const image = context.createImageData(picture.width, picture.height);
  const pixels = new Uint32Array(image.data.buffer);
  const along = (n, key, start, axis) =>
    Array.from({ length: n }, (_, i) => cellAt(axis, u.posToVal((start + i + 0.5) / devicePixelRatio, key)));
  const offset = [left, top].map((of) => of - Math.round(of)); // the box begins on whole pixels, nearly
  const columns = along(picture.width, "x", offset[0], map.x);
  const rows = along(picture.height, "y", offset[1], map.y);
  rows.forEach((row, j) => {
    if (row < 0) return;
    columns.forEach((column, i) => {
      if (column >= 0) pixels[j * picture.width + i] = cells[row * map.columns + column];
    });
  });
  context.putImageData(image, 0, 0);
}

// The grid of the axes lies under the picture: short ticks inside stand for it.
function drawGrid(u) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = cssColor("axis");
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeRect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.restore();
}

// Light on dark and dark on light colors alike: a light line with dark edges.
function drawMark(u, at) {
  const { ctx, bbox } = u;
  const y = u.valToPos(at, "y", true);
  if (!(y >= bbox.top - 1 && y <= bbox.top + bbox.height + 1)) return;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const [color, width] of [
    ["#000000", 3.6],
    ["#ffffff", 1.6],
  ]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width * ratio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.fillStyle = cssColor("ink");
  ctx.beginPath();
  ctx.moveTo(bbox.left + bbox.width + 1 * ratio, y);
  ctx.lineTo(bbox.left + bbox.width + 9 * ratio, y - 5 * ratio);
  ctx.lineTo(bbox.left + bbox.width + 9 * ratio, y + 5 * ratio);
  ctx.fill();
  ctx.restore();
}

// Colors and what they stand for, above the map.
function drawBar(u, { series, colors }) {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const { range, log } = series.map.color;
  const width = Math.min(240 * ratio, 0.5 * bbox.width);
  const [left, top, height] = [bbox.left + bbox.width - width - 10 * ratio, 12 * ratio, 9 * ratio];
  ctx.save();
  colors.forEach(([red, green, blue], i) => {
    ctx.fillStyle = `rgb(${red} ${green} ${blue})`;
    ctx.fillRect(left + (width * i) / colors.length, top, width / colors.length + 1, height);
  });
  ctx.fillStyle = ctx.strokeStyle = cssColor("ink");
  ctx.font = `${12 * ratio}px ${fontFamily}`;
  ctx.textAlign = "center";
  const measure = log ? Math.log : Number;
  for (const { value, label } of barTicks(range, log, width / ratio)) {
    const part = (measure(value) - measure(range[0])) / (measure(range[1]) - measure(range[0]));
    ctx.fillRect(left + part * width, top + height, ratio, 4 * ratio);
    ctx.fillText(label, left + part * width, top + height + 16 * ratio);
  }
  ctx.font = `${13 * ratio}px ${fontFamily}`;
  ctx.textAlign = "right";
  ctx.fillText(series.y.text, left - 12 * ratio, top + height, Math.max(1, left - 16 * ratio));
  ctx.restore();
}

const fontFamily = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

// As many as leave a blank between their labels.
function barTicks(range, log, width) {
  const ticks = log ? logSplits(...range) : linearSplits(...range);
  const labels = log ? logLabels(ticks) : tickLabels(ticks);
  const shown = ticks.map((value, i) => ({ value, label: labels[i] })).filter(({ label }) => label);
  const room = Math.max(...shown.map(({ label }) => label.length)) * 7 + 10;
  const every = Math.max(1, Math.ceil((shown.length * room) / width));
  return shown.filter((_, i) => i % every === 0);
}

function linearSplits(low, high) {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((lead) => lead * power).find((one) => one >= rough * (1 - 1e-9));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

// `pick` is called with the number of a frame.
export function addPicking(u, heat, shown, pick) {
  const { series } = heat;
  const { over } = u;
  over.classList.add("pick");
  over.tabIndex = 0;
  const facts = { role: "slider", "aria-orientation": "vertical", "aria-valuemin": 1 };
  for (const [name, value] of Object.entries(facts)) over.setAttribute(name, value);
  over.setAttribute("aria-valuemax", series.frames.length);
  over.setAttribute("aria-label", `${series.title}: ${series.slider.label || "frame"}`);
  const pickAt = (event) => pick(nearestFrame(series, u.posToVal(event.clientY - over.getBoundingClientRect().top, "y")));
  over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    pickAt(event);
  });
  over.addEventListener("pointermove", (event) => {
    if (event.buttons & 1 && over.hasPointerCapture(event.pointerId)) pickAt(event);
  });
  over.addEventListener("keydown", (event) => {
    const to = keyTarget(event.key, shown(), series.frames.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    pick(to);
  });
}

function keyTarget(key, n, last) {
  const to = {
    ArrowUp: n + 1,
    ArrowRight: n + 1,
    ArrowDown: n - 1,
    ArrowLeft: n - 1,
    PageUp: n + 10,
    PageDown: n - 10,
    Home: 0,
    End: last,
  }[key];
  return to === undefined ? to : Math.min(last, Math.max(0, to));
}

// On a logarithmic axis as it is seen.
function nearestFrame({ frames, slider }, at) {
  const measure = slider.log ? (value) => Math.log(Math.max(value, Number.MIN_VALUE)) : Number;
  const distance = ({ at: one }) => Math.abs(measure(one) - measure(at));
  return frames.reduce((best, frame, n) => (distance(frame) < distance(frames[best]) ? n : best), 0);
}

// What the pointer is on.
export function addReading(u, heat) {
  const { series } = heat;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  u.over.append(tip);
  u.over.addEventListener("mouseleave", () => (tip.hidden = true));
  u.over.addEventListener("mousemove", (event) => {
    const box = u.over.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const [x, y] = [u.posToVal(left, "x"), u.posToVal(top, "y")];
    const value = valueAt(heat, x, y);
    const line = ({ label, unit }, number) => {
      const element = document.createElement("div");
      element.textContent = `${label}: ${plainNumber(number, 4)}${unit ? ` ${unit}` : ""}`;
      return element;
    };
    tip.replaceChildren(
      line(series.slider, y),
      line(series.x, x),
      line(series.y, Number.isNaN(value) ? null : value),
    );
    tip.hidden = false;
    const flip = left > box.width / 2;
    tip.style.left = flip ? "auto" : `${left + 14}px`;
    tip.style.right = flip ? `${box.width - left + 14}px` : "auto";
    tip.style.top = top < box.height / 2 ? `${top + 6}px` : "auto";
    tip.style.bottom = top < box.height / 2 ? "auto" : `${box.height - top + 6}px`;
  });
}
