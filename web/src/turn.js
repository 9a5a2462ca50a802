// Mouse, touch, wheel and keys of one canvas. `act` gets what to do with the spheres, and whether only
// those of this canvas are meant (shift is held).
const step = Math.PI / 18;
const zoomStep = 1.2;

const keys = {
  ArrowLeft: (spheres) => spheres.turn(-step, 0),
  ArrowRight: (spheres) => spheres.turn(step, 0),
  ArrowUp: (spheres) => spheres.turn(0, -step),
  ArrowDown: (spheres) => spheres.turn(0, step),
  "+": (spheres) => spheres.magnify(zoomStep),
  "=": (spheres) => spheres.magnify(zoomStep),
  "-": (spheres) => spheres.magnify(1 / zoomStep),
  Home: (spheres) => spheres.reset(),
  0: (spheres) => spheres.reset(),
};

export function onTurn(canvas, act) {
  addPointers(canvas, act);
  canvas.addEventListener("dblclick", () => act((spheres) => spheres.reset()));
  canvas.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(action, event.shiftKey && event.key.startsWith("Arrow"));
  });
  // The wheel scrolls the page until the particle has been clicked; a pinch on a touchpad comes with ctrl.
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && document.activeElement !== canvas) return;
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      act((spheres) => spheres.magnify(Math.exp(pixels * (event.ctrlKey ? -0.01 : -0.002))));
    },
    { passive: false },
  );
}

function addPointers(canvas, act) {
  const down = new Map();
  const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) || 1;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button === 0) down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  addEventListener("pointermove", (event) => {
    const from = down.get(event.pointerId);
    if (!from) return;
    const to = { x: event.clientX, y: event.clientY };
    down.set(event.pointerId, to);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) act((spheres) => spheres.magnify(distance(to, other) / distance(from, other)));
    else act((spheres) => spheres.roll(to.x - from.x, to.y - from.y, canvas.clientWidth), event.shiftKey);
  });
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, (event) => down.delete(event.pointerId));
}
