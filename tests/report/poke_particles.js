// Turns the particles of a report's first gallery as a person would, and writes "good" or what was wrong into
// the page.
const problems = [];
const expect = (fact, problem) => {
  if (!fact) problems.push(problem);
};

const figure = document.querySelector("figure.turning");
const canvases = [...figure.querySelectorAll("canvas")];
const pictures = () => canvases.map((canvas) => canvas.toDataURL());
const settle = () => new Promise((done) => setTimeout(done, 60));
// Frames would come in real time, while the headless browser's clock runs ahead.
window.requestAnimationFrame = (draw) => setTimeout(draw, 16);

// How many of the particles look different after the action.
async function changedBy(action) {
  const before = pictures();
  action();
  await settle();
  const after = pictures();
  return after.filter((picture, i) => picture !== before[i]).length;
}

function pointer(type, left, top, more = {}) {
  const box = canvases[0].getBoundingClientRect();
  const at = { clientX: box.left + left, clientY: box.top + top, pointerId: 7, button: 0, bubbles: true };
  canvases[0].dispatchEvent(new PointerEvent(type, { ...at, ...more }));
}

function drag(more) {
  pointer("pointerdown", 80, 80, more);
  pointer("pointermove", 140, 110, more);
  pointer("pointerup", 140, 110, more);
}

function pinch() {
  pointer("pointerdown", 80, 80);
  pointer("pointerdown", 120, 80, { pointerId: 8 });
  pointer("pointermove", 160, 80, { pointerId: 8 });
  pointer("pointerup", 80, 80);
  pointer("pointerup", 160, 80, { pointerId: 8 });
}

const press = (key) => canvases[0].dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const wheel = () => canvases[0].dispatchEvent(new WheelEvent("wheel", { deltaY: -120, cancelable: true }));
const doubleClick = () => canvases[0].dispatchEvent(new MouseEvent("dblclick"));

// Share of a canvas that shows something else than its corner does.
function painted(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let different = 0;
  for (let i = 0; i < data.length; i += 4) different += data[i] !== data[0] || data[i + 1] !== data[1];
  return (4 * different) / data.length;
}

async function checkTurning(home) {
  const all = canvases.length;
  expect((await changedBy(() => drag())) === all, "dragging did not turn all particles");
  expect((await changedBy(() => pointer("pointermove", 10, 10))) === 0, "they turn after the drag has ended");
  expect((await changedBy(() => drag({ shiftKey: true }))) === 1, "with shift not one particle alone turned");
  doubleClick();
  await settle();
  expect(pictures().join() === home, "double-click did not bring the particles back");
  expect((await changedBy(() => press("ArrowLeft"))) === all, "an arrow key turned nothing");
  expect((await changedBy(() => press("ArrowRight"))) === all, "the other arrow key turned nothing");
  expect((await changedBy(() => press("x"))) === 0, "any key turns");
}

async function checkZoom(home) {
  const all = canvases.length;
  expect((await changedBy(() => wheel())) === 0, "the wheel zooms before a click");
  canvases[0].focus();
  expect((await changedBy(() => wheel())) === all, "the wheel did not zoom after a click");
  expect(figure.classList.contains("zoomed"), "the length bar stayed although the particles grew");
  press("Home");
  await settle();
  expect(pictures().join() === home, "Home did not bring the particles back");
  expect(!figure.classList.contains("zoomed"), "the length bar did not come back");
  expect((await changedBy(pinch)) === all, "two fingers did not zoom");
  press("0");
}

// The slider that cuts the particles, where a gallery has one; whatever stood cut at first comes back with Home.
async function checkCut(home) {
  const slider = figure.querySelector(".cut input");
  if (!slider) return;
  const set = (value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input"));
  };
  expect((await changedBy(() => set(50))) > 0, "the slider cut nothing");
  expect((await changedBy(() => set(95))) === canvases.length, "cutting deeper changed nothing");
  press("Home");
  await settle();
  expect(pictures().join() === home, "Home did not bring back what was cut away");
  expect(Number(slider.value) === 0, "Home did not move the slider back");
}

async function poke() {
  await settle();
  for (const canvas of canvases) {
    expect(painted(canvas) > 0.1, "a canvas is empty");
    expect(canvas.width === Math.round(canvas.clientWidth * devicePixelRatio), "a canvas is not sharp");
  }
  press("0");
  await settle();
  const home = pictures().join();
  await checkTurning(home);
  await checkZoom(home);
  await checkCut(home);
  const themed = await changedBy(() => document.querySelector(".theme").click());
  expect(themed === canvases.length, "the theme button did not recolor the particles");
}

poke()
  .catch((error) => problems.push(String(error)))
  .finally(() => {
    document.documentElement.dataset.poked = problems.join("; ") || "good";
  });
