// The legend: one button a labelled curve. Curves without a label follow the first labelled one of their color.

export function addKeys(state, markers, changed) {
  const keys = document.createElement("div");
  keys.className = "keys";
  for (const curve of state.plot.curves.filter((c) => c.label)) {
    keys.append(makeKey(state, curve, markers[curve.color % markers.length], changed));
  }
  return keys;
}

function makeKey(state, curve, marker, changed) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", "true");
  button.innerHTML = swatch(curve, marker);
  button.append(curve.label);
  button.onclick = () => {
    const hide = !state.hidden.has(curve);
    for (const one of [curve, ...followers(state, curve)])
      hide ? state.hidden.add(one) : state.hidden.delete(one);
    button.setAttribute("aria-pressed", String(!hide));
    changed();
  };
  return button;
}

function followers(state, curve) {
  const family = state.plot.curves.filter((one) => one.color === curve.color);
  const leads = family.find((one) => one.label) === curve;
  return leads ? family.filter((one) => !one.label) : [];
}

function swatch(curve, marker) {
  const shape =
    {
      band: '<rect class="band" y="2" width="24" height="10"/>',
      points: `<path class="points" transform="translate(12 7) scale(4.6)" d="${marker}"/>`,
    }[curve.mark] ?? `<path class="line ${curve.mark === "dashed" ? "dashed" : ""}" d="M0 7h24"/>`;
  return `<svg class="nacre-figure" width="24" height="14" aria-hidden="true"><g class="c${curve.color % 8}" opacity="${curve.shade ?? 1}">${shape}</g></svg>`;
}
