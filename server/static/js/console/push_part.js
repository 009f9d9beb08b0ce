import { FormAlert } from "../form_alert.js";
import { _ } from "../i18n.js";
import { BrowserPush } from "./browser_push.js";

const SWITCHES = ["arrivals", "messages"];

/** The dialog "Notifications": what this browser is told of while the console is closed. */
export class PushPart {
  #dialog;
  #push;
  #alert;
  #work = Promise.resolve();
  #waiting = 0;
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
    const switches = Object.fromEntries(SWITCHES.map((name) => [name, this.#switch(name).checked]));
    this.#try(async () => {
      this.#isTold = isOn ? await this.#push.subscribe(switches) : await this.#push.unsubscribe();
    });
  }

  #test() {
    this.#try(async () => {
      await this.#push.test();
      this.#say(_("The test is on its way."));
    });
  }

  /** One thing after another: who turns two switches quickly means both. */
  #try(act) {
    this.#waiting += 1;
    this.#dialog.setAttribute("aria-busy", "true");
    this.#work = this.#work.then(async () => {
      this.#alert.clear();
      this.#say("");
      await act().catch((problem) => this.#failed(problem));
      this.#waiting -= 1;
      if (!this.#waiting) this.#settle();
    });
    return this.#work;
  }

  #failed(problem) {
    this.#alert.say(problem.message);
    if (problem.code === "unknown_push_subscription") this.#isTold = false;
  }

  #settle() {
    const focused = document.activeElement;
    this.#draw();
    this.#dialog.setAttribute("aria-busy", "false");
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
