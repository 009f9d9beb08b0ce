import { timeOf } from "../clock.js";
import { exactly } from "../exact_time.js";
import { _ } from "../i18n.js";
import { icon } from "../icon.js";

const ICONS = { sms: "sms", mail: "mail", link: "link", qr: "qr", key: "key" };
const NAMES = {
  sms: ({ number }) => (number ? _("SMS to %(number)s", { number }) : _("SMS")),
  mail: () => _("E-mail"),
  link: () => _("Session link"),
  qr: () => _("QR code"),
  key: () => _("Support key"),
};
const STEPS = {
  sent: () => _("sent"),
  failed: () => _("not sent"),
  opened: () => _("opened"),
  waiting: () => _("would like to join"),
  joined: () => _("joined"),
  refused: () => _("not let in"),
};

/** The life of each invitation, as a list that stays readable, folded, once the customer is there. */
export class InvitationsList {
  #element;
  #session;
  #again;
  #drawn = "";

  /** `element` is a `<details>`; `again(row)` sends a failed SMS once more. */
  constructor({ element, session, again }) {
    this.#element = element;
    this.#session = session;
    this.#again = again;
    session.on("arrived", () => (element.open = false));
    element.open = session.state === "waiting";
  }

  draw() {
    const { rows } = this.#session.invitations;
    const canRepeat = this.#session.state === "waiting";
    const told = JSON.stringify([rows, canRepeat]);
    if (told === this.#drawn) return;
    this.#drawn = told;
    this.#element.hidden = rows.length === 0;
    this.#element.querySelector("ul").replaceChildren(...rows.map((row) => this.#item(row, canRepeat)));
  }

  // Private

  #item(row, canRepeat) {
    const item = document.createElement("li");
    const [name, life] = [document.createElement("p"), document.createElement("p")];
    item.classList.toggle("dead", row.isDead);
    name.className = "invited-name";
    name.append(NAMES[row.way]?.(row) ?? row.name);
    life.className = "invited-life";
    life.append(...spaced(lifeOf(row)));
    item.append(icon(ICONS[row.way] ?? "link"), name, life);
    if (hasFailed(row) && !row.isDead) item.append(...this.#failure(row, canRepeat));
    return item;
  }

  #failure(row, canRepeat) {
    const words = document.createElement("p");
    Object.assign(words, { className: "invited-failure", textContent: row.reason });
    if (!canRepeat) return [words];
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "link", textContent: _("Send again") });
    button.addEventListener("click", () => this.#again(row));
    return [words, button];
  }
}

function hasFailed({ steps }) {
  return steps.at(-1)?.step === "failed";
}

/** Its steps with their times; a time that was just said is not said again. */
function lifeOf({ steps, isDead }) {
  const life = [];
  let before = "";
  for (const { step, at } of steps) {
    const time = timeOf(at);
    const part = document.createElement("span");
    Object.assign(part, { textContent: STEPS[step](), title: exactly(at) });
    if (time !== before) part.append(` ${time}`);
    before = time;
    life.push(part);
  }
  if (isDead && steps.at(-1).step !== "failed") life.push(_("withdrawn"));
  return life;
}

function spaced(parts) {
  return parts.flatMap((part, place) => (place ? [" · ", part] : [part]));
}
