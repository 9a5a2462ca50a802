// Uses the first chart of a report as a person would, and writes "good" or what was wrong into the page.
const problems = [];
const expect = (fact, problem) => {
  if (!fact) problems.push(problem);
};

function pointer(over, type, left, top) {
  const box = (over.getBoundingClientRect ? over : document.querySelector(".u-over")).getBoundingClientRect();
  const event = {
    bubbles: true,
    view: window,
    button: 0,
    clientX: box.left + left,
    clientY: box.top + top,
    movementX: 1,
    movementY: 1,
  };
  over.dispatchEvent(new MouseEvent(type, event));
}

function tipAnywhere(over) {
  const tip = over.querySelector(".tip");
  for (let left = 2; left < over.clientWidth; left += 6) {
    for (let top = 2; top < over.clientHeight; top += 6) {
      pointer(over, "mousemove", left, top);
      if (!tip.hidden) return tip.textContent;
    }
  }
  return null;
}

const picture = (figure) => figure.querySelector("canvas").toDataURL();
const settle = () => new Promise((done) => setTimeout(done, 60));

async function checkZoom(figure, over) {
  const before = picture(figure);
  pointer(over, "mousedown", 100, 60);
  pointer(over, "mousemove", 300, 200);
  pointer(document, "mouseup", 300, 200);
  await settle();
  expect(picture(figure) !== before, "dragging did not zoom");
  pointer(over, "dblclick", 200, 100);
  await settle();
  expect(picture(figure) === before, "double-click did not bring the whole plot back");
}

async function checkKeys(figure) {
  const before = picture(figure);
  const key = figure.querySelector(".keys button");
  if (!key) return;
  key.click();
  await settle();
  expect(
    key.getAttribute("aria-pressed") === "false" && picture(figure) !== before,
    "the legend hid nothing",
  );
  key.click();
  await settle();
  expect(picture(figure) === before, "the legend did not show the curve again");
}

async function checkTheme(figure) {
  const before = picture(figure);
  document.querySelector(".theme").click();
  await settle();
  expect(picture(figure) !== before, "the theme button did not recolor the chart");
}

function checkDownloads() {
  const saved = [];
  window.Blob = class {
    constructor(parts, { type }) {
      Object.assign(this, { type, content: parts.join("") });
    }
  };
  URL.createObjectURL = (blob) => {
    saved.push(blob);
    return "data:,";
  };
  HTMLAnchorElement.prototype.click = () => {};
  document.querySelectorAll(".tools button").forEach((button) => button.click());
  expect(saved.length >= document.querySelectorAll("figure").length, "a download is missing");
  for (const blob of saved) checkDownload(blob.type, blob.content);
}

function checkDownload(type, text) {
  if (type.startsWith("text/csv")) {
    expect(text.split("\n").length > 2 && text.split("\n")[0].includes(","), "an empty CSV");
    return;
  }
  const svg = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(!svg.querySelector("parsererror"), "a saved picture is not well-formed");
  expect(
    /fill: currentcolor|stroke: rgb|stroke: #|fill: #|fill: rgb/i.test(text),
    "a saved picture has no style",
  );
  expect(!text.includes("var("), "a saved picture still needs the page's variables");
}

async function poke() {
  await settle();
  const figure = document.querySelector("figure.live");
  const over = figure.querySelector(".u-over");
  const tip = tipAnywhere(over);
  expect(tip && /\d/.test(tip), "no value under the pointer");
  await checkZoom(figure, over);
  await checkKeys(figure);
  await checkTheme(figure);
  checkDownloads();
}

poke()
  .catch((error) => problems.push(String(error)))
  .finally(() => {
    document.documentElement.dataset.poked = problems.join("; ") || "good";
  });
