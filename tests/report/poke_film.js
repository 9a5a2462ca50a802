// Moves the slider of a report's first film as a person would, and writes "good" or what was wrong into the page.
const problems = [];
const expect = (fact, problem) => {
  if (!fact) problems.push(problem);
};

const figure = document.querySelector("figure:has(.player)");
const slider = figure.querySelector(".player input");
const button = figure.querySelector(".player button");
const canvas = figure.querySelector("canvas");
const { films } = JSON.parse(document.getElementById("nacre-data").textContent);
const film = films.find(({ id }) => figure.id === `figure-${id}`);
const last = film.frames.length - 1;

const wait = (time) => new Promise((done) => setTimeout(done, time));
const picture = () => canvas.toDataURL();
const shownText = () => figure.querySelector(".moment").textContent;

async function moveTo(n) {
  slider.value = n;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await wait(60);
}

// What is left of the axes: the labels of y.
function axisStrip() {
  const strip = document.createElement("canvas");
  const left = figure.querySelector(".u-over").getBoundingClientRect().left;
  Object.assign(strip, { width: left - canvas.getBoundingClientRect().left - 1, height: canvas.height });
  strip.getContext("2d").drawImage(canvas, 0, 0);
  return strip.toDataURL();
}

async function checkStart() {
  await wait(1500);
  expect(slider.valueAsNumber === last && button.textContent === "Play", "the film plays by itself");
  expect(slider.type === "range" && slider.tabIndex === 0, "no slider for the keyboard");
  expect(slider.getAttribute("aria-label") === film.slider.label, "the slider has no name");
  expect(shownText() === film.frames[last].text, `the label says ${shownText()}`);
}

async function checkSlider() {
  const end = picture();
  const axis = axisStrip();
  const seen = new Set([end]);
  for (let n = 0; n < last; ++n) {
    await moveTo(n);
    seen.add(picture());
    expect(shownText() === film.frames[n].text, `frame ${n} is labelled ${shownText()}`);
    expect(slider.getAttribute("aria-valuetext") === film.frames[n].text, `frame ${n} is spoken otherwise`);
    expect(axisStrip() === axis, `the axis changed with frame ${n}`);
  }
  expect(seen.size === last + 1, `${seen.size} pictures of ${last + 1} frames`);
  await moveTo(last);
  expect(picture() === end, "the last frame did not come back");
}

async function checkLegend() {
  const key = figure.querySelector(".keys button");
  key.click();
  await moveTo(last - 1);
  const hidden = picture();
  key.click();
  await wait(60);
  expect(picture() !== hidden, "a hidden curve came back with another frame");
}

async function checkPlaying() {
  await moveTo(last);
  button.click();
  expect(slider.valueAsNumber === 0 && button.textContent === "Pause", "it does not play from the start");
  await wait(1300);
  const reached = slider.valueAsNumber;
  expect(reached > 0 && reached < last, `after 1.3 s it shows frame ${reached}`);
  expect(shownText() === film.frames[reached].text, "the label does not follow");
  button.click();
  await wait(1200);
  expect(slider.valueAsNumber === reached && button.textContent === "Play", "it does not pause");
  button.click();
  await moveTo(2);
  await wait(1200);
  expect(slider.valueAsNumber === 2 && button.textContent === "Play", "moving the slider does not stop it");
  button.click();
  await wait(7000);
  expect(slider.valueAsNumber === last && button.textContent === "Play", "it does not stop at its end");
}

function savedCsv() {
  let content = "";
  window.Blob = class {
    constructor(parts) {
      content = parts.join("");
    }
  };
  URL.createObjectURL = () => "data:,";
  HTMLAnchorElement.prototype.click = () => {};
  [...figure.querySelectorAll(".tools button")].find((one) => one.textContent === "Download CSV").click();
  return content.trimEnd().split("\n");
}

// Of each frame the 201 points of the grid, then the 7 cohorts, which have radii of their own.
function checkCsv() {
  const [header, ...lines] = savedCsv();
  expect(header === "time / s,radius / nm,simulated,cohorts", `the header is ${header}`);
  expect(lines.length === 208 * (last + 1), `${lines.length} lines`);
  expect(lines[0] === "1,0,0,", `the first line is ${lines[0]}`);
  const [at, x, grid, cohort] = lines.at(-4).split(",");
  expect(at === "1000" && x === "3.5" && grid === "", `the cohort in the middle is ${lines.at(-4)}`);
  expect(Math.abs(cohort - 0.12 / 0.152) < 1e-6 && cohort.length <= 9, `its number is ${cohort}`);
}

async function poke() {
  await checkStart();
  await checkSlider();
  await checkLegend();
  await checkPlaying();
  checkCsv();
}

poke()
  .catch((error) => problems.push(String(error)))
  .finally(() => {
    document.documentElement.dataset.poked = problems.join("; ") || "good";
  });
