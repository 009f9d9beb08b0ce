import { element } from "./element.js";
import { Emitter } from "./emitter.js";
import { _ } from "./i18n.js";
import { icon, showIcon } from "./icon.js";

/**
 * What is seen of the customer's device, always on top of the page, and the buttons for it.
 *
 * Emits `stop`, `share` (the source: "screen", "camera") and `torch`.
 */
export class SharingBanner extends Emitter {
  #line = document.querySelector(".unseen");
  #statement = this.#line.querySelector("span");
  #hint = element("p", { class: "sharing-hint", role: "status" });
  #alert = element("p", { class: "sharing-alert", role: "alert" });
  #actions = element("div", { class: "sharing-actions" });
  #stop = this.#button(_("Stop sharing"), "danger", () => this.emit("stop"));
  #torch = this.#button("", "", () => this.emit("torch"));
  #sources = new Map();

  constructor() {
    super();
    const ways = { screen: _("Share screen"), camera: _("Show camera") };
    for (const [source, words] of Object.entries(ways))
      this.#sources.set(source, this.#button(words, "primary", () => this.emit("share", source)));
    this.#actions.append(...this.#sources.values(), this.#torch, this.#stop);
    this.element = element("div", { class: "sharing", role: "region", "aria-label": _("Sharing"), hidden: "" });
    this.element.append(element("div", { class: "sharing-words" }, this.#hint, this.#alert), this.#actions);
    this.#statement.setAttribute("role", "status");
    this.#line.after(this.element);
  }

  /** The words of sharing_words.js, and which buttons there are. `sources` are those that can be shown now. */
  show({ words, isAllowed, sources, isChoosing, torch, problem }) {
    const { statement, hint, isSeen } = words;
    this.element.hidden = !isAllowed;
    for (const one of [this.#line, this.element]) one.classList.toggle("is-allowed", isAllowed);
    for (const one of [this.#line, this.element]) one.classList.toggle("is-seen", isSeen);
    say(this.#statement, statement);
    say(this.#hint, hint);
    say(this.#alert, problem);
    showIcon(this.#line.querySelector(".icon"), isSeen ? "seen" : "unseen");
    for (const [source, button] of this.#sources) Object.assign(button, { hidden: !sources.includes(source), disabled: isChoosing });
    this.#torch.hidden = !torch;
    this.#torch.textContent = torch?.isOn ? _("Light off") : _("Light on");
  }

  /** The keyboard goes to what comes next. */
  focus() {
    const next = [...this.#sources.values()].find((button) => !button.hidden) ?? this.#stop;
    next.focus();
  }

  // Private

  #button(words, look, pressed) {
    const button = element("button", { class: `button small ${look}`, type: "button" }, words);
    button.addEventListener("click", pressed);
    return button;
  }
}

/** Who listens hears only what is new. */
function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
