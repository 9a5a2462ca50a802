// Bands, lines, error bars and points on uPlot's canvas.
import { cssColor } from "./theme.js";

export const seriesColor = (curve) => cssColor(`series-${curve.color % 8}`);
export const shown = (state) => state.plot.curves.filter((curve) => !state.hidden.has(curve));

// Few points lie on lines, many below them.
const order = [
  ({ mark }) => mark === "band",
  (curve) => curve.mark === "points" && isDense(curve),
  ({ mark }) => mark === "dashed",
  ({ mark }) => mark === "line",
  (curve) => curve.mark === "points" && !isDense(curve),
];
const isDense = (curve) => curve.x.length > 120;

export function drawCurves(u, state) {
  const context = u.ctx;
  const ratio = devicePixelRatio;
  const { left, top, width, height } = u.bbox;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  if (!state.plot.y.log) drawZero(u, context, ratio);
  for (const { curve, color } of state.behind ?? []) drawBehind(u, context, ratio, curve, color());
  for (const now of order)
    for (const curve of shown(state).filter(now)) drawCurve(u, context, ratio, curve, state);
  context.restore();
}

// A curve of another frame: thin, whatever its mark.
function drawBehind(u, context, ratio, curve, color) {
  context.setLineDash([]);
  context.strokeStyle = color;
  drawLine(u, context, 0.6 * ratio, curve);
}

function drawZero(u, context, ratio) {
  const y = u.valToPos(0, "y", true);
  if (!(u.scales.y.min < 0 && u.scales.y.max > 0)) return;
  context.strokeStyle = cssColor("axis");
  context.lineWidth = ratio;
  context.setLineDash([ratio, 3 * ratio]);
  context.beginPath();
  context.moveTo(u.bbox.left, y);
  context.lineTo(u.bbox.left + u.bbox.width, y);
  context.stroke();
}

function drawCurve(u, context, ratio, curve, state) {
  context.setLineDash(curve.mark === "dashed" ? [7 * ratio, 4 * ratio] : []);
  context.strokeStyle = context.fillStyle = seriesColor(curve);
  context.lineJoin = "round";
  context.globalAlpha = curve.shade ?? 1;
  drawMark(u, context, ratio, curve, state);
  context.globalAlpha = 1;
}

function drawMark(u, context, ratio, curve, state) {
  if (curve.mark === "band") return drawBand(u, context, curve);
  if (curve.error) drawBars(u, context, ratio, curve);
  if (curve.mark === "points") return drawPoints(u, context, ratio, curve, state);
  drawLine(u, context, ratio, curve);
}

// Stretches of drawable points: a gap or a value that a logarithmic axis cannot show ends one.
function stretches(u, curve, keys) {
  const usable = (value, axis) => value !== null && value !== undefined && (!isLog(u, axis) || value > 0);
  const found = [];
  let open = null;
  curve.x.forEach((x, i) => {
    const whole = usable(x, "x") && keys.every((key) => usable(curve[key][i], "y"));
    if (!whole) open = null;
    else if (open) open.push(i);
    else found.push((open = [i]));
  });
  return found;
}

const isLog = (u, axis) => u.scales[axis].distr === 3;

function drawBand(u, context, curve) {
  context.globalAlpha *= 0.2;
  for (const part of stretches(u, curve, ["low", "high"])) {
    context.beginPath();
    for (const i of part)
      context.lineTo(u.valToPos(curve.x[i], "x", true), u.valToPos(curve.high[i], "y", true));
    for (const i of part.reverse())
      context.lineTo(u.valToPos(curve.x[i], "x", true), u.valToPos(curve.low[i], "y", true));
    context.closePath();
    context.fill();
  }
}

function drawLine(u, context, ratio, curve) {
  context.lineWidth = 1.9 * ratio;
  context.beginPath();
  for (const part of stretches(u, curve, ["y"])) {
    part.forEach((i, n) => {
      const at = [u.valToPos(curve.x[i], "x", true), u.valToPos(curve.y[i], "y", true)];
      if (n === 0) context.moveTo(...at);
      else context.lineTo(...at);
    });
  }
  context.stroke();
}

// Smaller where many points lie side by side.
const radiusOf = (curve) => (!isDense(curve) ? 4.6 : curve.x.length <= 250 ? 3.2 : 2.2);

function drawBars(u, context, ratio, curve) {
  const cap = Math.min(4, radiusOf(curve)) * ratio;
  const bottom = u.bbox.top + u.bbox.height;
  const at = (y) => (isLog(u, "y") && y <= 0 ? bottom : u.valToPos(y, "y", true));
  context.lineWidth = 1.3 * ratio;
  context.beginPath();
  for (const i of stretches(u, curve, ["y"]).flat()) {
    const error = curve.error[i];
    if (!(error > 0)) continue;
    const x = u.valToPos(curve.x[i], "x", true);
    const ends = [at(curve.y[i] - error), at(curve.y[i] + error)];
    context.moveTo(x, ends[0]);
    context.lineTo(x, ends[1]);
    for (const end of ends) {
      context.moveTo(x - cap, end);
      context.lineTo(x + cap, end);
    }
  }
  context.stroke();
}

function drawPoints(u, context, ratio, curve, state) {
  const marker = state.markers[curve.color % state.markers.length];
  const edge = cssColor("paper");
  const radius = radiusOf(curve) * ratio;
  for (const i of stretches(u, curve, ["y"]).flat()) {
    context.save();
    context.translate(u.valToPos(curve.x[i], "x", true), u.valToPos(curve.y[i], "y", true));
    context.scale(radius, radius);
    context.fill(marker);
    context.strokeStyle = edge;
    context.lineWidth = 0.17;
    context.stroke(marker);
    context.restore();
  }
}
