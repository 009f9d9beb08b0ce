import { AppOffer } from "./app_offer.js";
import { Consent } from "./consent.js";
import { FOR_THE_CUSTOMER } from "./consent_sentences.js";
import { element } from "./element.js";
import { _ } from "./i18n.js";
import { later } from "./later.js";
import { objectionTo } from "./picture_source.js";
import { QuestionDialog } from "./question_dialog.js";
import { QuestionView } from "./question_view.js";
import { wordsOf } from "./question_words.js";
import { SharingBanner } from "./sharing_banner.js";
import { sharingWords } from "./sharing_words.js";
import { waysToShow } from "./ways_to_show.js";

const NOTHING = { isRunning: false, isReached: false, torch: null };

/** Where the customer is asked, sees what is seen of their device, and stops it. */
export class ConsentDesk {
  #chat;
  #title;
  #name;
  #house;
  #root;
  #consent;
  #dialog = new QuestionDialog();
  #banner = new SharingBanner();
  #view = null;
  #card = null;
  #asked = null;
  #answered = null;
  #offer = null;
  #sharing = null;
  #isFetching = null;
  #problem = "";
  #yes = null;

  /** `name` and `house` are the technician's; `root` is the chat's element. */
  constructor({ chat, title, root, name, house }) {
    this.#chat = chat;
    this.#title = title;
    this.#root = root;
    this.#name = name;
    this.#house = house;
    this.#consent = new Consent({ chat });
    chat.learn(FOR_THE_CUSTOMER);
    this.#listen();
  }

  // Private

  #listen() {
    this.#consent.on("changed", () => this.#draw());
    this.#chat.on("state", () => this.#draw());
    this.#dialog.on("closed", () => this.#answer({ granted: false, reason: "closed" }));
    this.#banner
      .on("stop", () => this.#stop())
      .on("share", (source) => this.#share(source))
      .on("torch", () => this.#sharing?.torch?.toggle());
  }

  #draw() {
    if (!this.#consent.isKnown) return;
    const { question, grants } = this.#consent;
    const isOpen = question && question.request !== this.#answered && question.expiresAt > Date.now();
    if (isOpen) this.#ask(question);
    else this.#close();
    this.#drawOffer(grants.control);
    this.#drawBanner(grants);
    if (grants.view) this.#fetchSharing();
  }

  // The question

  #ask(question) {
    if (this.#asked !== question.request) this.#begin(question);
    this.#view.show(question);
  }

  #begin({ request, permission }) {
    this.#close();
    this.#asked = request;
    this.#view = new QuestionView(wordsOf(permission, this.#name, this.#consent.helper), this.#house)
      .on("answer", ({ granted }) => this.#answer({ granted, reason: "person" }))
      .on("extend", () => this.#extend(request))
      .on("aside", () => this.#aside())
      .on("over", () => this.#over(request));
    this.#dialog.open(this.#view);
  }

  #close() {
    if (!this.#view) return;
    this.#view.close();
    this.#card?.remove();
    this.#dialog.close();
    this.#view = this.#asked = null;
  }

  /** Closed here at once; if the server did not take it and still waits, it is asked again. */
  async #answer({ granted, reason }) {
    const request = this.#asked;
    if (!request) return;
    this.#answered = request;
    this.#yes = granted ? request : null;
    this.#tell("");
    this.#draw();
    try {
      await this.#consent.send("answer", { request, granted, reason });
    } catch (problem) {
      if (this.#answered === request) this.#answered = null;
      this.#tell(problem.message);
      this.#draw();
    }
  }

  async #extend(request) {
    const view = this.#view;
    view.alert("");
    await this.#consent.send("extend", { request }).catch((problem) => view.alert(problem.message));
  }

  /** Into the log, at its own event: the chat is free to ask back. */
  #aside() {
    const entry = this.#entryOf(this.#asked);
    if (!entry) return;
    this.#dialog.close();
    this.#view.canWait = false;
    this.#card = element("div", { class: "consent-card" }, this.#view.element);
    entry.append(this.#card);
    this.#write();
  }

  /** Silence is no; the server says so in a moment. */
  #over(request) {
    this.#answered = request;
    this.#draw();
  }

  // What is seen

  #drawBanner(grants) {
    const { share, helper: hasHelper } = this.#consent;
    const own = this.#sharing ?? NOTHING;
    const words = sharingWords({ name: this.#name, grants, share, hasHelper, own });
    const isAllowed = Boolean(grants.view || grants.control);
    const canShare = grants.view && !own.isRunning && share?.permission !== "control";
    const sources = canShare ? waysToShow() : [];
    const problem = canShare && !sources.length ? objectionTo("screen") : this.#problem;
    this.#banner.show({ words, isAllowed, sources, torch: own.torch, problem });
    this.#title.say(this.#view ? _("Please answer") : words.isSeen ? _("Somebody sees this device") : "");
    this.#greet(grants);
  }

  /** Who said yes goes on with the keyboard where the next step is. */
  #greet(grants) {
    if (!this.#yes || ![grants.view, grants.control].includes(this.#yes)) return;
    if (this.#yes === grants.view) this.#banner.focus();
    else this.#offer?.focus();
    this.#yes = null;
  }

  async #share(source) {
    this.#tell("");
    try {
      const sharing = await this.#fetchSharing();
      await sharing.start(this.#consent.grants.view, source);
    } catch (problem) {
      this.#tell(problem.message);
    }
    this.#draw();
  }

  #fetchSharing() {
    this.#isFetching ??= later(() => import("./sharing_part.js")).then(
      ({ Sharing }) => this.#took(new Sharing({ chat: this.#chat, consent: this.#consent })),
      (error) => {
        this.#isFetching = null;
        throw error;
      },
    );
    return this.#isFetching;
  }

  #took(sharing) {
    this.#sharing = sharing
      .on("changed", () => this.#draw())
      .on("stopped", () => this.#withdraw("view"))
      .on("failed", (words) => (this.#tell(words), this.#draw()));
    return sharing;
  }

  /** The picture first, then those who saw it: also when nobody can be told. */
  #stop() {
    const { grants } = this.#consent;
    this.#sharing?.stop();
    this.#tell("");
    for (const permission of ["view", "control"]) if (grants[permission]) this.#withdraw(permission);
    this.#write();
  }

  /** On where one writes; on a phone that would cover half of the page. */
  #write() {
    if (matchMedia("(pointer: fine)").matches) this.#chat.focus();
  }

  #withdraw(permission) {
    this.#consent.send("withdraw", { permission }).catch((problem) => problem.code !== "not_granted" && this.#tell(problem.message));
  }

  #tell(words) {
    this.#problem = words;
  }

  // The app

  #drawOffer(request) {
    const isNeeded = request && !this.#consent.helper;
    if (this.#offer && !isNeeded) this.#offer = void this.#offer.close();
    if (!isNeeded || this.#offer) return;
    const entry = this.#entryOf(request);
    if (!entry) return;
    this.#offer = new AppOffer({ sessionId: this.#chat.session.id, name: this.#name });
    entry.append(this.#offer.element);
  }

  #entryOf(seq) {
    return this.#root.querySelector(`.notice[data-seq="${seq}"]`);
  }
}
