// Picks frames of a report's first frame map as a person would, and writes "good" or what was wrong into the page.
const problems = [];
const expect = (fact, problem) => {
  if (!fact) problems.push(problem);
};

const figure = document.querySelector("figure:has(.pick)");
const data = JSON.parse(document.getElementById("nacre-data").textContent);
const series = data.series.find(({ id }) => figure.id === `figure-${id}`);
const last = series.frames.length - 1;
const [map, chart, strip] = figure.querySelectorAll(".chart");
const over = map.querySelector(".pick");
const slider = figure.querySelector(".player input");
const wait = (time) => new Promise((done) => setTimeout(done, time));
const picture = (part) => part.querySelector("canvas").toDataURL();
const note = () => figure.querySelector(".note").textContent;
const text = (what) => figure.querySelector(what).textContent;

function shows(n, how) {
  expect(slider.valueAsNumber === n, `${how}: the slider is at ${slider.value}, not ${n}`);
  expect(text(".moment") === series.frames[n].text, `${how}: the label says ${text(".moment")}`);
  expect(note() === series.notes[n], `${how}: the note says ${note()}`);
  expect(over.getAttribute("aria-valuenow") === String(n + 1), `${how}: the map speaks of ${over.ariaValueNow}`);
}

async function press(part, x, to = null) {
  const box = over.getBoundingClientRect();
  const at = (y) => ({ clientX: box.left + x * box.width, clientY: box.top + (1 - y) * box.height });
  const event = (type, y, buttons) =>
    over.dispatchEvent(new PointerEvent(type, { ...at(y), bubbles: true, button: 0, buttons, pointerId: 1 }));
  over.setPointerCapture = () => {};
  over.hasPointerCapture = () => true;
  event("pointerdown", part, 1);
  if (to !== null) event("pointermove", to, 1);
  event("pointerup", to ?? part, 0);
  await wait(60);
}

async function key(name) {
  over.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  await wait(40);
}

async function checkStart() {
  await wait(1500);
  expect(figure.querySelectorAll(".chart canvas").length === 3, "not a map, a frame and its residuals");
  expect(over.tabIndex === 0 && over.getAttribute("role") === "slider", "the map is not for the keyboard");
  expect(over.getAttribute("aria-label").startsWith(series.title), "the map has no name");
  shows(last, "at the start");
}

async function checkPicking() {
  const before = [map, chart, strip].map(picture);
  await press(0.02, 0.5);
  shows(0, "a press at the bottom");
  expect([map, chart, strip].every((part, i) => picture(part) !== before[i]), "a picture stayed the same");
  await press(0.02, 0.3, 0.98);
  shows(last, "a drag to the top");
  expect([map, chart, strip].every((part, i) => picture(part) === before[i]), "the last frame looks otherwise now");
}

async function checkKeys() {
  await key("Home");
  shows(0, "Home");
  await key("ArrowUp");
  await key("ArrowRight");
  shows(2, "two arrows");
  await key("ArrowDown");
  shows(1, "back");
  await key("PageUp");
  shows(11, "a page");
  await key("End");
  await key("ArrowUp");
  shows(last, "beyond the end");
  slider.value = 3;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await wait(60);
  shows(3, "the slider");
}

async function checkFilm() {
  const button = figure.querySelector(".player button");
  await key("Home");
  button.click();
  await wait(1300);
  const reached = slider.valueAsNumber;
  expect(reached > 0 && reached < last, `after 1.3 s the film is at ${reached}`);
  await press(0.98, 0.5);
  await wait(1200);
  shows(last, "a press while it plays");
  expect(button.textContent === "Play", "the film goes on after a press");
}

async function checkOverlay() {
  const button = figure.querySelector(".overlay");
  const alone = picture(chart);
  button.click();
  await wait(60);
  expect(button.getAttribute("aria-pressed") === "true" && picture(chart) !== alone, "no other frames appeared");
  button.click();
  await wait(60);
  expect(button.getAttribute("aria-pressed") === "false" && picture(chart) === alone, "they did not go");
}

// Along x in the frame: the map and the residuals follow, and a double click brings all back.
async function checkZoom() {
  const before = [map, chart, strip].map(picture);
  const inner = chart.querySelector(".u-over");
  const box = inner.getBoundingClientRect();
  const mouse = (type, x, where = inner) =>
    where.dispatchEvent(
      new MouseEvent(type, {
        clientX: box.left + x * box.width,
        clientY: box.top + 0.5 * box.height,
        bubbles: true,
        view: window,
        button: 0,
        movementX: 1,
        movementY: 1,
      }),
    );
  mouse("mousemove", 0.4);
  mouse("mousedown", 0.4);
  mouse("mousemove", 0.5);
  mouse("mousemove", 0.6);
  mouse("mouseup", 0.6, document);
  await wait(150);
  expect([map, chart, strip].every((part, i) => picture(part) !== before[i]), "a part did not zoom");
  inner.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  await wait(150);
  expect(picture(strip) === before[2] && picture(map) === before[0], "a part did not come back");
}

async function checkReading() {
  const box = over.getBoundingClientRect();
  over.dispatchEvent(
    new MouseEvent("mousemove", { clientX: box.left + 5, clientY: box.top + box.height - 5, bubbles: true }),
  );
  const lines = [...over.querySelectorAll(".tip div")].map((one) => one.textContent);
  expect(lines.length === 3 && lines[0].startsWith("time: ") && lines[2].endsWith("1/cm"), `read: ${lines}`);
  expect(!lines[2].includes("none"), `nothing is there: ${lines[2]}`);
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

function checkCsv() {
  const [header, ...lines] = savedCsv();
  expect(header === "time / s,q / (1/nm),data,data uncertainty,fit,residuals", `the header is ${header}`);
  expect(lines.length === 60 * (last + 1), `${lines.length} lines`);
  expect(lines.every((line) => line.split(",").every((cell) => cell !== "")), "a cell is empty");
}

async function poke() {
  await checkStart();
  await checkPicking();
  await checkKeys();
  await checkFilm();
  await checkOverlay();
  await checkZoom();
  await checkReading();
  checkCsv();
}

poke()
  .catch((error) => problems.push(String(error)))
  .finally(() => {
    document.documentElement.dataset.poked = problems.join("; ") || "good";
  });
