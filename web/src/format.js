// Numbers as people read them, like format_with_uncertainty on the C++ side.
const minus = (text) => text.replace(/-/g, "\u2212");

export function plainNumber(value, digits = 5) {
  if (value === null || value === undefined) return "none";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4))
    return minus(value.toExponential(digits - 1).replace(/\.?0+e/, "e"));
  return minus(String(Number(value.toPrecision(digits))));
}

// Rounded to the second significant digit of the uncertainty.
export function withUncertainty(value, uncertainty) {
  if (!(uncertainty > 0) || value === null) return plainNumber(value);
  const decimals = 1 - Math.floor(Math.log10(uncertainty));
  if (decimals < 0 || decimals > 8) return `${plainNumber(value)} \u00b1 ${plainNumber(uncertainty, 2)}`;
  return `${minus(value.toFixed(decimals))} \u00b1 ${uncertainty.toFixed(decimals)}`;
}

const superscript = (text) =>
  text.replace(/[-0-9]/g, (c) =>
    c === "-" ? "\u207b" : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[c],
  );

// Labels of ticks with a common number of decimals; very large and small ones as powers of ten.
export function tickLabels(ticks) {
  const shown = ticks.filter((tick) => tick !== null);
  const largest = Math.max(...shown.map(Math.abs));
  const powers = largest >= 1e5 || (largest > 0 && largest < 1e-3);
  const step = shown.length > 1 ? Math.abs(shown[1] - shown[0]) : largest;
  const decimals = Math.min(8, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9) + (isRound(step) ? 0 : 1)));
  return ticks.map((tick) => (tick === null ? "" : powers ? power(tick) : minus(tick.toFixed(decimals))));
}

const isRound = (step) => {
  const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.abs(lead - Math.round(lead)) < 1e-6;
};

// 1 to 9 times the powers of ten between two values; powers of ten alone where they are many.
export function logSplits(min, max) {
  const first = Math.floor(Math.log10(min));
  const last = Math.floor(Math.log10(max) + 1e-9);
  const leads = last - first > 8 ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ticks = [];
  for (let decade = first; decade <= last; ++decade)
    for (const lead of leads) ticks.push(Number(`${lead}e${decade}`));
  return ticks.filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9));
}

// Powers of ten are labelled, 2 and 5 times them where there are few, all where there are none. They are
// written as powers as soon as one needs it.
export function logLabels(ticks) {
  const powers = ticks.some((tick) => tick < 1e-3 || tick >= 1e5);
  const decades = ticks.filter((tick) => leadOf(tick) === 1).length;
  const labelled = decades > 2 ? [1] : decades > 0 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return ticks.map((tick) =>
    !labelled.includes(leadOf(tick)) ? null : powers ? power(tick) : String(Number(tick.toPrecision(3))),
  );
}

const leadOf = (tick) => Number(tick.toExponential(6).split("e")[0]);

function power(value) {
  if (value === 0) return "0";
  const [lead, exponent] = Number(value.toPrecision(4)).toExponential().split("e");
  const ten = `10${superscript(exponent.replace("+", ""))}`;
  if (lead === "1") return ten;
  return lead === "-1" ? `\u2212${ten}` : `${minus(lead)}\u00d7${ten}`;
}
