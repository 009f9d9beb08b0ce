import { FormAlert } from "../form_alert.js";
import { _ } from "../i18n.js";
import { BrowserPush } from "./browser_push.js";

const SWITCHES = ["arrivals", "messages"];

/** The dialog "Notifications": what this browser is told of while the console is closed. */
export class PushPart {
  #dialog;
  #push;
  #alert;
  #isBusy = false;
  #isOff = false;
  #isTold = false;

  /** `parts` as PushDesk has them. */
  constructor({ dialog, ...parts }) {
    this.#dialog = dialog;
    this.#push = new BrowserPush(parts);
    this.#alert = new FormAlert(dialog.querySelector(".alert"));
    this.#find("done").addEventListener("click", () => dialog.close());
    this.#find("test").addEventListener("click", () => this.#test());
    this.#switch("on").addEventListener("change", ({ target }) => this.#turn(target.checked));
    for (const name of SWITCHES) this.#switch(name).addEventListener("change", () => this.#turn(true));
  }

  /** Keeps what was switched on earlier; without a word, since nobody asked. */
  renew() {
    return this.#push.renew().catch(() => null);
  }

  async open() {
    this.#alert.clear();
    this.#say("");
    this.#draw();
    this.#dialog.showModal();
    if (!this.#push.obstacle) await this.#try(() => this.#look());
  }

  // Private

  async #look() {
    const { isOff, switches } = await this.#push.state();
    this.#isOff = isOff;
    this.#isTold = Boolean(switches);
    for (const name of SWITCHES) this.#switch(name).checked = switches?.[name] ?? true;
  }

  #turn(isOn) {
    const wanted = SWITCHES.map((name) => [name, this.#switch(name).checked]);
    return this.#try(async () => {
      this.#isTold = isOn ? await this.#push.subscribe(Object.fromEntries(wanted)) : await this.#push.unsubscribe();
    });
  }

  async #test() {
    await this.#try(async () => {
      await this.#push.test();
      this.#say(_("The test is on its way."));
    });
  }

  async #try(act) {
    if (this.#isBusy) return;
    const focused = document.activeElement;
    this.#isBusy = true;
    this.#alert.clear();
    this.#say("");
    try {
      await act();
    } catch (problem) {
      this.#alert.say(problem.message);
      if (problem.code === "unknown_push_subscription") this.#isTold = false;
    }
    this.#isBusy = false;
    this.#draw();
    if (this.#dialog.contains(focused) && focused.disabled) this.#switch("on").focus();
  }

  #draw() {
    const obstacle = this.#push.obstacle ?? (this.#isOff ? "off" : null);
    for (const reason of this.#dialog.querySelectorAll("[data-obstacle]"))
      reason.hidden = reason.dataset.obstacle !== obstacle;
    const isTold = this.#isTold && !obstacle;
    this.#switch("on").checked = isTold;
    this.#switch("on").disabled = Boolean(obstacle);
    for (const name of SWITCHES) this.#switch(name).disabled = !isTold;
    this.#find("test").disabled = !isTold;
  }

  #say(words) {
    this.#find("push-status").textContent = words;
  }

  #switch(name) {
    return this.#dialog.querySelector(`input[name="${name}"]`);
  }

  #find(part) {
    return this.#dialog.querySelector(`.${part}`);
  }
}
