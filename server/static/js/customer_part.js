import { Attention } from "./attention.js";
import { ConsentDesk } from "./consent_desk.js";
import { Ending } from "./ending.js";
import { addIcons } from "./later_icons.js";
import { fetchStyle } from "./later_style.js";

const ICONS = {
  seen: "M5.5 4.5h13A2.5 2.5 0 0 1 21 7v7a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 14V7a2.5 2.5 0 0 1 2.5-2.5zM8.5 20h7M12 16.5V20",
  control: "m5 4 14 6-6 2.5L10.5 19zM13.5 13l5 5",
};

/** What a customer needs once they can chat. */
export class CustomerPart {
  /** `known` is the last event that is not news; `title` the page's Title. */
  constructor({ chat, root, title, technician, known }) {
    addIcons(ICONS);
    fetchStyle("consent");
    const house = document.querySelector(".house")?.textContent ?? "";
    new Ending(chat);
    new ConsentDesk({ chat, title, root, name: technician.name, house });
    new Attention({ chat, before: document.querySelector(".unseen .languages"), known });
  }
}
