// The value under the pointer: the nearest drawn point of any shown curve.
import { seriesColor, shown } from "./draw.js";
import { plainNumber, withUncertainty } from "./format.js";

const reach = 36; // pixels

export function addHover(u, state) {
  const tip = add(u, "tip");
  const dot = add(u, "dot");
  const clear = () => {
    tip.hidden = dot.hidden = true;
  };
  u.over.addEventListener("mouseleave", clear);
  u.over.addEventListener("mousemove", () => {
    const hit = nearest(u, state, u.cursor.left, u.cursor.top);
    if (hit) show(u, state.plot, hit, tip, dot);
    else clear();
  });
  return { clear };
}

function add(u, name) {
  const element = document.createElement("div");
  element.className = name;
  element.hidden = true;
  u.over.append(element);
  return element;
}

function nearest(u, state, left, top) {
  let best = null;
  for (const curve of shown(state)) {
    const y = curve.mark === "band" ? middle(curve) : curve.y;
    const favor = curve.mark === "points" ? 8 : 0; // measured points lie on top of model lines
    curve.x.forEach((x, i) => {
      if (x === null || y[i] == null) return;
      const at = { left: u.valToPos(x, "x"), top: u.valToPos(y[i], "y") };
      const distance = Math.hypot(at.left - left, at.top - top) - favor;
      if (distance < (best?.distance ?? reach)) best = { curve, i, at, distance };
    });
  }
  return best;
}

const middle = (curve) =>
  curve.low.map((low, i) => (low === null || curve.high[i] == null ? null : (low + curve.high[i]) / 2));

function show(u, plot, { curve, i, at }, tip, dot) {
  const title = [curve.label, curve.notes?.[i]].filter(Boolean).join(", ");
  tip.replaceChildren(
    ...(title ? [bold(title)] : []),
    line(plot.x, plainNumber(curve.x[i])),
    line(plot.y, ordinate(curve, i)),
  );
  tip.hidden = dot.hidden = false;
  dot.style.cssText = `left:${at.left}px;top:${at.top}px;border-color:${seriesColor(curve)}`;
  const flip = at.left > u.over.clientWidth / 2;
  tip.style.left = flip ? "auto" : `${at.left + 14}px`;
  tip.style.right = flip ? `${u.over.clientWidth - at.left + 14}px` : "auto";
  const below = at.top < u.over.clientHeight / 2;
  tip.style.top = below ? `${at.top + 6}px` : "auto";
  tip.style.bottom = below ? "auto" : `${u.over.clientHeight - at.top + 6}px`;
}

function ordinate(curve, i) {
  if (curve.mark === "band") return `${plainNumber(curve.low[i])} to ${plainNumber(curve.high[i])}`;
  return withUncertainty(curve.y[i], curve.error?.[i]);
}

function bold(text) {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

function line(axis, value) {
  const element = document.createElement("div");
  element.textContent = `${axis.label}: ${value}${axis.unit ? ` ${axis.unit}` : ""}`;
  return element;
}
