import { Emitter } from "../emitter.js";
import { FormAlert } from "../form_alert.js";
import { _ } from "../i18n.js";
import { icon } from "../icon.js";
import { isDesktop } from "./desktop.js";

/** The window "Instant remote support". Emits `started` with the new session, `shut` and `back`. */
export class StartPanel extends Emitter {
  #request;
  #alert;

  constructor({ element, request }) {
    super();
    this.element = element;
    this.#request = request;
    this.#alert = new FormAlert(this.#find("alert"));
    if (isDesktop()) this.#find("begin-words").textContent = _("Start session");
    this.#find("begin").addEventListener("click", () => this.start());
    for (const part of ["shut", "back"]) this.#find(part).addEventListener("click", () => this.emit(part));
  }

  focus() {
    this.#find("begin").focus();
  }

  /** The only tab can't be closed: there would be nothing. */
  set canShut(value) {
    this.#find("shut").hidden = !value;
  }

  /** Starts a session, as the button does. */
  async start() {
    const button = this.#find("begin");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    this.#alert.clear();
    try {
      this.emit("started", await this.#request("POST", "/api/v1/sessions", {}));
    } catch (problem) {
      this.#alert.say(problem.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  #find(part) {
    return this.element.querySelector(`.${part}`);
  }
}

/** The tab of that window. */
export function startTab() {
  const tab = document.createElement("button");
  const [sign, name] = [document.createElement("span"), document.createElement("span")];
  Object.assign(tab, { type: "button", className: "tab tab-start", tabIndex: -1 });
  tab.setAttribute("role", "tab");
  sign.className = "sign";
  sign.append(icon("plus"));
  Object.assign(name, { className: "tab-name", textContent: _("New session") });
  tab.append(sign, name);
  return tab;
}
