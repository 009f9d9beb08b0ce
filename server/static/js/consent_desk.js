import { AppOffer } from "./app_offer.js";
import { Consent } from "./consent.js";
import { FOR_THE_CUSTOMER } from "./consent_sentences.js";
import { _ } from "./i18n.js";
import { KeptEndings } from "./kept_endings.js";
import { later } from "./later.js";
import { objectionTo } from "./picture_source.js";
import { QuestionDesk } from "./question_desk.js";
import { SharingBanner } from "./sharing_banner.js";
import { sharingWords } from "./sharing_words.js";
import { waysToShow } from "./ways_to_show.js";

const NOTHING = { isRunning: false, isReached: false, torch: null };

/** Where the customer is asked, sees what is seen of their device, and stops it. */
export class ConsentDesk {
  #chat;
  #title;
  #root;
  #name;
  #consent;
  #question;
  #banner = new SharingBanner();
  #offer = null;
  #sharing = null;
  #isFetching = null;
  #isChoosing = false;
  #problem = "";
  #yes = null;

  /** `name` and `house` are the technician's; `root` is the chat's element. */
  constructor({ chat, title, root, name, house }) {
    this.#chat = chat;
    this.#title = title;
    this.#root = root;
    this.#name = name;
    const consent = (this.#consent = new Consent({ chat, endings: new KeptEndings(chat.session.id) }));
    const entryOf = (seq) => this.#entryOf(seq);
    this.#question = new QuestionDesk({ consent, who: { name, house }, entryOf });
    chat.learn(FOR_THE_CUSTOMER);
    this.#listen();
    this.#draw();
  }

  // Private

  #listen() {
    this.#consent.on("changed", () => this.#draw());
    this.#chat.on("state", () => this.#draw());
    this.#question
      .on("changed", () => this.#drawTitle())
      .on("yes", ({ request }) => (this.#yes = request))
      .on("aside", () => this.#write())
      .on("failed", (words) => this.#fail(words));
    this.#banner
      .on("stop", () => this.#stop())
      .on("share", (source) => this.#share(source))
      .on("torch", () => this.#sharing?.torch?.toggle());
  }

  #draw() {
    if (!this.#consent.isKnown) return;
    const { grants } = this.#consent;
    this.#question.draw();
    this.#drawOffer(grants.control);
    this.#drawBanner(grants);
    this.#greet(grants);
    if (grants.view) this.#fetchSharing().catch(() => {});
  }

  get #words() {
    const { grants, share, helper: hasHelper } = this.#consent;
    const own = this.#sharing ?? NOTHING;
    return sharingWords({ name: this.#name, grants, share, hasHelper, isUnheard: this.#isUnheard, own });
  }

  /** The customer ended it here, but the app goes on until the server knows. */
  get #isUnheard() {
    const { ending, helper, share } = this.#consent;
    const mayRun = helper || share?.permission === "control";
    return mayRun && ending.some(({ permission, isLate }) => permission === "control" && isLate);
  }

  #drawBanner(grants) {
    const own = this.#sharing ?? NOTHING;
    const canShare = grants.view && !own.isRunning && this.#consent.share?.permission !== "control";
    const sources = canShare ? waysToShow() : [];
    const problem = canShare && !sources.length ? objectionTo("screen") : this.#problem;
    const isAllowed = Boolean(grants.view || grants.control) || this.#isUnheard;
    // What went wrong says what to do now: no second sentence beside it.
    const words = canShare && problem ? { ...this.#words, hint: "" } : this.#words;
    this.#banner.show({ words, isAllowed, sources, isChoosing: this.#isChoosing, torch: own.torch, problem });
    this.#drawTitle();
  }

  #drawTitle() {
    if (this.#question.isOpen) this.#title.say(_("Please answer"));
    else this.#title.say(this.#words.isSeen ? _("Somebody sees this device") : "");
  }

  /** Who said yes goes on with the keyboard where the next step is. */
  #greet(grants) {
    if (!this.#yes || ![grants.view, grants.control].includes(this.#yes)) return;
    if (this.#yes === grants.view) this.#banner.focus();
    else this.#offer?.focus();
    this.#yes = null;
  }

  #drawOffer(request) {
    const isNeeded = request && !this.#consent.helper;
    if (this.#offer && !isNeeded) this.#closeOffer();
    const entry = isNeeded && !this.#offer && this.#entryOf(request);
    if (!entry) return;
    this.#offer = new AppOffer({ sessionId: this.#chat.session.id, name: this.#name });
    entry.append(this.#offer.element);
  }

  /** Who has the keyboard there goes on with it where it is stopped. */
  #closeOffer() {
    const hadFocus = this.#offer.element.contains(document.activeElement);
    this.#offer = void this.#offer.close();
    if (hadFocus) this.#banner.focus();
  }

  /** The browser asks what to show: until it is answered, no second press counts. */
  async #share(source) {
    this.#isChoosing = true;
    this.#fail("");
    try {
      const sharing = await this.#fetchSharing();
      await sharing.start(this.#consent.grants.view, source);
    } catch (problem) {
      this.#problem = problem.message;
    }
    this.#isChoosing = false;
    this.#draw();
    if (document.activeElement === document.body) this.#banner.focus();
  }

  #fetchSharing() {
    this.#isFetching ??= later(() => import("./sharing_part.js")).then(
      ({ Sharing }) => this.#took(new Sharing({ chat: this.#chat, consent: this.#consent })),
      () => {
        this.#isFetching = null;
        throw new Error(_("No connection to the server. Please check your internet connection and try again."));
      },
    );
    return this.#isFetching;
  }

  #took(sharing) {
    this.#sharing = sharing
      .on("changed", () => this.#draw())
      .on("stopped", () => this.#withdraw("view"))
      .on("failed", (words) => this.#fail(words));
    return sharing;
  }

  /** The picture first, then those who saw it: also when nobody can be told. */
  #stop() {
    const { grants } = this.#consent;
    this.#sharing?.stop();
    this.#fail("");
    this.#consent.insist();
    for (const permission of ["view", "control"]) if (grants[permission]) this.#withdraw(permission);
    this.#write();
  }

  /** Where it was withdrawn already, all is well. */
  async #withdraw(permission) {
    const problem = await this.#consent.send("withdraw", { permission }).then(() => null, (refusal) => refusal);
    if (problem && problem.code !== "not_granted") this.#fail(problem.message);
  }

  /** Says what went wrong; "" for nothing. */
  #fail(words) {
    this.#problem = words;
    this.#draw();
  }

  /** On where one writes; on a phone that would cover half of the page. */
  #write() {
    if (matchMedia("(pointer: fine)").matches) this.#chat.focus();
  }

  #entryOf(seq) {
    return this.#root.querySelector(`.notice[data-seq="${seq}"]`);
  }
}
