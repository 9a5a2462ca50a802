// The report's viewer. 1. The page's data block lists its plots. 2. Each plot's static picture is covered
// by an interactive chart. 3. Every figure gets its download buttons. Without this script the page is
// complete, only still.
import { addChart } from "./chart.js";
import { addDownloads } from "./download.js";
import { addThemeButton } from "./theme.js";

const data = JSON.parse(document.getElementById("nacre-data").textContent);
const charts = data.plots.map((plot) =>
  addChart(document.getElementById(`figure-${plot.id}`), plot, data.markers),
);

addDownloads(data);
addThemeButton(() => charts.forEach((chart) => chart.redraw()));
document.documentElement.dataset.viewer = "ready";
