// A film: a chart whose curves change with a slider. 1. The numbers of all frames come packed; those of one are
// unpacked when it is shown. 2. Slider, button and label stand below the chart. It starts at its last frame, and
// never plays by itself.
import { addChart } from "./chart.js";

const wholeFilm = 6000; // milliseconds
const perFrame = [80, 500]; // at least, at most

export function addFilm(figure, film, markers) {
  const curves = film.curves.map((curve) => ({ ...curve })); // the frame shown lies in these
  const put = (n) => frameCurves(film, n).forEach((numbers, i) => Object.assign(curves[i], numbers));
  const last = film.frames.length - 1;
  put(last);
  const chart = addChart(figure, { ...film, curves }, markers);
  const player = makePlayer(film, last, (n) => {
    put(n);
    chart.changed();
  });
  figure.querySelector(".chart").after(player.element);
  return chart;
}

// The numbers of the curves of frame n; curves with the same abscissas share one list.
export const frameCurves = (film, n) => unpackedCurves(film.arrays, film.frames[n].curves);

export function unpackedCurves(arrays, curves) {
  const lists = new Map();
  const list = (place) => {
    if (place === undefined) return undefined;
    if (!lists.has(place)) lists.set(place, unpack(arrays[place]));
    return lists.get(place);
  };
  return curves.map(({ x, y, low, high, error, notes }) => ({
    x: list(x),
    y: list(y),
    low: list(low),
    high: list(high),
    error: list(error),
    notes,
  }));
}

// Single precision, low byte first, to its 7 digits; NaN becomes null.
const unpack = (base64) =>
  Array.from(floats(base64), (value) => (Number.isNaN(value) ? null : Number(value.toPrecision(7))));

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export function floats(base64) {
  const bytes = bytesOf(base64);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

// The slider with its button and label. `pick` shows a frame that was chosen elsewhere.
export function makePlayer(film, start, show) {
  const player = document.createElement("div");
  player.className = "player";
  const slider = makeSlider(film);
  const moment = document.createElement("span");
  moment.className = "moment";
  moment.style.minWidth = `${Math.max(...film.frames.map(({ text }) => text.length))}ch`;
  const label = (n) => {
    slider.value = n;
    moment.textContent = film.frames[n].text;
    slider.setAttribute("aria-valuetext", film.frames[n].text);
  };
  const go = (n) => {
    label(n);
    show(n);
  };
  const play = makePlay(film, slider, go);
  const pick = (n) => {
    play.stop();
    go(n);
  };
  slider.addEventListener("input", () => pick(Number(slider.value)));
  label(start);
  player.append(play.button, slider, moment);
  return { element: player, pick };
}

// By frames: they may stand at uneven distances, and each wants to be seen as long.
function makeSlider(film) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: film.frames.length - 1, step: 1 });
  slider.setAttribute("aria-label", film.slider.label || "moment");
  return slider;
}

function makePlay(film, slider, go) {
  const last = film.frames.length - 1;
  const step = Math.min(perFrame[1], Math.max(perFrame[0], wholeFilm / film.frames.length));
  const button = document.createElement("button");
  button.type = "button";
  let timer = null;
  const set = (running) => {
    clearInterval(timer);
    timer = running ? setInterval(next, step) : null;
    button.textContent = running ? "Pause" : "Play";
  };
  const next = () => {
    go(Math.min(last, Number(slider.value) + 1));
    if (Number(slider.value) === last) set(false);
  };
  button.onclick = () => {
    const start = timer === null;
    if (start && Number(slider.value) === last) go(0);
    set(start);
  };
  button.disabled = last === 0;
  set(false);
  return { button, stop: () => set(false) };
}
