// Light or dark: follows the system until the button is pressed.
const system = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () =>
  (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

export function addThemeButton(changed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  const name = () => {
    button.textContent = isDark() ? "Light" : "Dark";
  };
  button.onclick = () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    name();
    changed();
  };
  system.addEventListener("change", () => {
    name();
    changed();
  });
  name();
  document.querySelector("main").prepend(button);
}

// The present value of a CSS variable.
export const cssColor = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
