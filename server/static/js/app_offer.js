import { AppLink } from "./app_link.js";
import { rememberDownload } from "./bound_download.js";
import { element } from "./element.js";
import { _ } from "./i18n.js";
import { icon } from "./icon.js";
import { isPhone } from "./ways_to_show.js";

const PATIENCE = 8000;

/** The card in the log that helps to get the app and to connect it; nothing of it is left once it is connected. */
export class AppOffer {
  #link;
  #status = element("p", { class: "offer-status", role: "status" });
  #download;
  #connect = element("button", { class: "button primary", type: "button" }, _("Connect app"));
  #timer = null;

  constructor({ sessionId, name }) {
    this.#link = new AppLink(sessionId);
    const href = `/download?session=${encodeURIComponent(sessionId)}`;
    this.#download = element("a", { class: "button", href, target: "_blank", rel: "noopener" }, icon("download"), _("Download app"));
    this.#download.addEventListener("click", () => rememberDownload(sessionId));
    this.element = element("div", { class: "consent-card offer" });
    this.element.append(element("p", { class: "offer-title" }, icon("control"), _("To be controlled, your device needs the Beistand app")));
    if (isPhone()) this.element.append(element("p", {}, _("It is for computers with Windows, macOS or Linux, and can't be installed on a phone or tablet. Please tell %(name)s in the chat.", { name })));
    else this.element.append(this.#steps(name), this.#status);
    this.#connect.addEventListener("click", () => this.#open());
  }

  focus() {
    this.#connect.focus();
  }

  /** Nobody needs it any more. */
  close() {
    clearTimeout(this.#timer);
    this.#link.close();
    this.element.remove();
  }

  // Private

  /** Each button stands at the step that it is for. */
  #steps(name) {
    const list = element("ol", { class: "offer-steps" });
    const get = step(_("Get the app, if it is not on this device yet."), this.#download);
    const install = step(_("Open the file that was downloaded, and follow what it says."));
    const connect = step(
      _("Connect the app. If the browser asks, let it open the app, and confirm there with “Connect”. %(name)s can then begin.", { name }),
      this.#connect,
    );
    list.append(get, install, connect);
    return list;
  }

  async #open() {
    this.#connect.setAttribute("aria-busy", "true");
    const problem = await this.#link.open().catch((refused) => refused);
    this.#connect.removeAttribute("aria-busy");
    if (problem) return this.#say(problem.message);
    this.#say(_("The app is being opened …"));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(_("The app has not answered yet. Is it installed? Please do the steps above one after the other, then press “Connect app” again.")), PATIENCE);
  }

  #say(words) {
    this.#status.textContent = words;
  }
}

function step(words, ...action) {
  return element("li", {}, element("p", {}, words), ...action);
}
