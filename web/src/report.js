// The report's viewer. 1. The page's data block lists its plots. 2. Each plot's static picture is covered
// by an interactive chart, each film's by one with a slider, each frame map's by its map and a frame. 3. Every
// figure gets its download buttons. Without this script the page is complete, only still.
import { addChart } from "./chart.js";
import { addDownloads } from "./download.js";
import { addFilm } from "./film.js";
import { addSeries } from "./series.js";
import { addThemeButton } from "./theme.js";

const data = JSON.parse(document.getElementById("nacre-data").textContent);
const add = (make) => (one) => make(document.getElementById(`figure-${one.id}`), one, data.markers, data.heat);
const charts = [
  ...data.plots.map(add(addChart)),
  ...data.films.map(add(addFilm)),
  ...data.series.map(add(addSeries)),
];

addDownloads(data);
addThemeButton(() => charts.forEach((chart) => chart.redraw()));
document.documentElement.dataset.viewer = "ready";
