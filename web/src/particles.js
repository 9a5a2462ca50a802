// Particles that turn. 1. The page's data block lists the galleries. 2. A canvas is laid over the spheres of
// each still picture. 3. One hidden WebGL canvas paints them, only when something has changed. Where there
// is no WebGL the still pictures stay.
import { onTurn } from "./turn.js";
import { Spheres, makeRenderer, paint } from "./spheres.js";

const hint =
  "Drag or press the arrow keys to turn, + and − to zoom (or pinch, or the wheel after a click), " +
  "double-click to go back.";
const renderer = makeRenderer();
const system = matchMedia("(prefers-color-scheme: dark)");
const { particles } = JSON.parse(document.getElementById("nacre-data").textContent);

if (renderer) {
  const galleries = particles.map(addGallery);
  const all = () => galleries.forEach(({ redraw }) => redraw());
  new MutationObserver(all).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", all);
  addEventListener("resize", all);
  const live = (on) => galleries.forEach(({ figure }) => figure.classList.toggle("turning", on));
  renderer.domElement.addEventListener("webglcontextlost", () => live(false));
  renderer.domElement.addEventListener("webglcontextrestored", () => {
    live(true);
    all();
  });
}
document.documentElement.dataset.particles = renderer ? "turning" : "still";

function addGallery(gallery) {
  const figure = document.getElementById(`figure-${gallery.id}`);
  const particles = [...figure.querySelectorAll(".particle")].map((box, i) => addParticle(box, gallery, i));
  let slider = null;
  const redraw = oncePerFrame(() => {
    particles.forEach((one) => show(one));
    if (slider && particles.every(({ spheres }) => spheres.kept === spheres.keptAtFirst)) slider.value = 0;
    figure.classList.toggle("zoomed", particles.some((one) => one.spheres.zoom !== 1));
  });
  particles.forEach((one) => {
    const chosen = (alone) => (alone ? [one] : particles).map(({ spheres }) => spheres);
    onTurn(one.canvas, (change, alone) => {
      chosen(alone).forEach(change);
      redraw();
    });
    new ResizeObserver(redraw).observe(one.canvas);
  });
  figure.classList.add("turning");
  const tools = figure.querySelector(".tools");
  if (gallery.pictures.some(({ kept }) => kept < 1)) slider = cutSlider(particles, redraw, tools);
  tools.before(hintLine());
  particles.forEach((one) => show(one));
  return { figure, redraw };
}

function addParticle(box, gallery, i) {
  const canvas = document.createElement("canvas");
  const svg = box.querySelector("svg");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${svg.getAttribute("aria-label")}. The arrow keys turn it.`);
  svg.setAttribute("aria-hidden", "true");
  box.append(canvas);
  return { canvas, spheres: new Spheres(gallery, gallery.pictures[i], svg.viewBox.baseVal.width) };
}

function show({ canvas, spheres }) {
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  if (side === 0) return;
  if (canvas.width !== side) canvas.width = canvas.height = side;
  paint(renderer, spheres, side);
  canvas.getContext("2d").drawImage(renderer.domElement, 0, 0);
}

// Moves the plane that cuts all particles of a gallery.
function cutSlider(particles, redraw, tools) {
  const line = document.createElement("label");
  const slider = document.createElement("input");
  line.className = "note cut";
  Object.assign(slider, { type: "range", min: 0, max: 100, value: 0 });
  slider.addEventListener("input", () => {
    particles.forEach(({ spheres }) => spheres.cut(1 - slider.value / 100));
    redraw();
  });
  line.append("Cut away from the front of all", slider);
  tools.before(line);
  return slider;
}

function hintLine() {
  const line = document.createElement("p");
  line.className = "note hint";
  line.textContent = hint;
  return line;
}

function oncePerFrame(action) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      action();
    });
  };
}
