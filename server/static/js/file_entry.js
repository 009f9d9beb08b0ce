import { MessageEntry } from "./entry.js";
import { fileIconOf } from "./file_icons.js";
import { showName, straight } from "./file_name.js";
import { sizeOf } from "./file_size.js";
import { _ } from "./i18n.js";
import { showIcon } from "./icon.js";

/** A file that somebody sent, or is sending: then it has no address yet, but shows how far it is. */
export class FileEntry extends MessageEntry {
  /** `addressOf(id)` is where the server gives the file. */
  static drawing(template, event, me, addressOf) {
    const entry = new FileEntry(template, event, me);
    entry.addressOf = addressOf;
    if (event.body.id) entry.#open(event.body);
    return entry;
  }

  fill({ name, size, type }) {
    this.name = straight(name);
    this.size = size;
    showName(this.find("file-link"), this.name);
    showIcon(this.find("file-sign .icon"), fileIconOf(type ?? ""));
    this.find("file-size").textContent = sizeOf(size);
    this.find("file-card").title = this.name;
    this.find("file-progress").hidden = true;
  }

  confirm(event) {
    super.confirm(event);
    this.fill(event.body);
    this.#open(event.body);
  }

  show(state) {
    super.show(state);
    if (state !== "sending") this.find("file-progress").hidden = true;
  }

  /** How far it is; `words` instead of the number where there is something else to say. */
  progress({ sent, words = "" }, cancel) {
    const part = this.size ? sent / this.size : 0;
    const bar = this.find("file-progress progress");
    this.find("file-progress").hidden = false;
    bar.value = part;
    bar.setAttribute("aria-label", _("Sending %(name)s", { name: this.name }));
    this.find("file-step").textContent = words || portionOf(sent, this.size);
    const button = this.find("file-cancel");
    button.title = _("Cancel");
    button.setAttribute("aria-label", _("Cancel sending %(name)s", { name: this.name }));
    button.onclick = cancel;
  }

  refuse(template, reason, actions) {
    super.refuse(template, reason, actions);
    if (!actions.retry) this.find("retry").remove();
  }

  // Private

  #open({ id, name, sha256, thumbnail }) {
    const address = this.addressOf(id);
    const link = this.find("file-link");
    Object.assign(link, { href: address, download: name, ariaLabel: this.name });
    this.find("file-card").title = `${this.name}\nSHA-256: ${sha256}`;
    if (thumbnail) this.#preview(address, thumbnail);
  }

  /** Its room is reserved: nothing jumps when the picture comes. */
  #preview(address, { width, height }) {
    const image = this.find("thumbnail");
    const [path, query] = address.split("?");
    Object.assign(image, { width, height, alt: _("Preview of %(name)s", { name: this.name }), hidden: false });
    image.src = `${path}/thumbnail?${query}`;
    this.element.classList.add("has-thumbnail");
  }
}

function portionOf(sent, size) {
  return _("%(sent)s of %(size)s", { sent: sizeOf(sent), size: sizeOf(size) });
}
