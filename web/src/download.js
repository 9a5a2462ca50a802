// "Download SVG" and "Download CSV" below each figure.
import { frameCurves } from "./film.js";

export function addDownloads(data) {
  const tables = new Map([
    ...data.plots.map((plot) => [plot.id, () => plotCsv(plot)]),
    ...data.films.map((film) => [film.id, () => filmCsv(film)]),
    ...data.series.map((series) => [series.id, () => filmCsv(withResiduals(series))]),
    ...data.maps.map((map) => [map.id, () => mapCsv(map)]),
  ]);
  for (const figure of document.querySelectorAll("figure[id]")) {
    const id = figure.id.replace(/^figure-/, "");
    const tools = document.createElement("div");
    tools.className = "tools";
    tools.append(button("Download SVG", () => save(`${id}.svg`, "image/svg+xml", standalone(figure))));
    if (tables.has(id))
      tools.append(button("Download CSV", () => save(`${id}.csv`, "text/csv", tables.get(id)())));
    figure.append(tools);
  }
}

function button(text, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.onclick = action;
  return element;
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// The static picture with its own rules, in its light colors as plain values: many drawing programs
// know no CSS variables.
export function standalone(figure) {
  const picture = figure.querySelector(".picture");
  const parts = picture.querySelectorAll("svg");
  const svg = parts.length === 1 ? parts[0].cloneNode(true) : together(picture, parts);
  const style = svgElement("style");
  style.textContent = figureRules().join("\n");
  svg.prepend(style);
  return new XMLSerializer().serializeToString(svg);
}

const svgElement = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);

// One picture of several, each where it stands on the page.
function together(picture, parts) {
  const frame = picture.getBoundingClientRect();
  const place = (svg, x, y, { width, height }) => {
    for (const [name, value] of Object.entries({ x, y, width, height })) svg.setAttribute(name, value);
    return svg;
  };
  const whole = place(svgElement("svg"), 0, 0, frame);
  whole.setAttribute("class", "nacre-figure");
  for (const part of parts) {
    const at = part.getBoundingClientRect();
    whole.append(place(part.cloneNode(true), at.left - frame.left, at.top - frame.top, at));
  }
  return whole;
}

const figureRules = () =>
  [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.selectorText?.startsWith(".nacre-figure"))
    .map((rule) => rule.cssText.replace(/var\([^,()]+,\s*([^)]+)\)/g, "$1"));

const csvText = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const rows = (header, lines) =>
  [header, ...lines].map((line) => line.map((cell) => csvText(String(cell ?? ""))).join(",")).join("\n") +
  "\n";

function plotCsv(plot) {
  const header = ["curve", plot.x.text, plot.y.text, "uncertainty", "low", "high", "note"];
  const lines = plot.curves.flatMap((curve, n) =>
    curve.x.map((x, i) => [
      curve.label || `curve ${n + 1}`,
      x,
      curve.y?.[i],
      curve.error?.[i],
      curve.low?.[i],
      curve.high?.[i],
      curve.notes?.[i],
    ]),
  );
  return rows(header, lines);
}

// A column a curve, after those of the slider and the abscissa. Curves with the same abscissas share their
// rows; one with its own has rows where the others' cells are empty.
function filmCsv(film) {
  const kinds = ["y", "error", "low", "high", "notes"];
  const endings = { error: " uncertainty", low: " low", high: " high", notes: " note" };
  const columns = film.curves.flatMap((curve, n) =>
    kinds
      .filter((kind) => film.frames.some((frame) => frame.curves[n][kind] !== undefined))
      .map((kind) => ({ n, kind, name: (curve.label || `curve ${n + 1}`) + (endings[kind] ?? "") })),
  );
  const lines = film.frames.flatMap(({ at }, frame) => {
    const curves = frameCurves(film, frame);
    return [...new Set(curves.map((curve) => curve.x))].flatMap((xs) =>
      xs.map((x, i) => [
        at,
        x,
        ...columns.map(({ n, kind }) => (curves[n].x === xs ? curves[n][kind]?.[i] : null)),
      ]),
    );
  });
  return rows([film.slider.text, film.x.text, ...columns.map(({ name }) => name)], lines);
}

// A frame map as a film whose frames have their residuals as further curves.
function withResiduals(series) {
  const { residuals } = series;
  if (!residuals) return series;
  return {
    ...series,
    curves: [...series.curves, ...residuals.curves.map((c) => ({ ...c, label: c.label || "residuals" }))],
    frames: series.frames.map((frame, n) => ({
      ...frame,
      curves: [...frame.curves, ...residuals.frames[n]],
    })),
  };
}

const mapCsv = ({ names, values }) =>
  rows(
    ["name", ...names],
    names.map((name, row) => [name, ...values.slice(row * names.length, (row + 1) * names.length)]),
  );
