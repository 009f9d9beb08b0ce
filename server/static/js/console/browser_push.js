import { Problem } from "../api.js";
import { _ } from "../i18n.js";

const PATH = "/api/v1/push";
const WISH = "beistand.push.";
const PATIENCE = 10_000;

/** This browser's subscription to the server's pushes, on both sides. Calls throw a Problem. */
export class BrowserPush {
  #wish;
  #store;
  #request;

  constructor({ me, store, request }) {
    this.#wish = WISH + me.id;
    this.#store = store;
    this.#request = request;
  }

  /** Why it can't be: "insecure", "unsupported", "denied", or null. */
  get obstacle() {
    if (!globalThis.isSecureContext) return "insecure";
    if (!(globalThis.PushManager && globalThis.Notification && navigator.serviceWorker)) return "unsupported";
    return Notification.permission === "denied" ? "denied" : null;
  }

  /** {isOff, switches}: whether the server sends any, and what is on here (null: nothing). */
  async state() {
    const subscription = await this.#subscription();
    const { public_key: key, subscription: switches } = await this.#ask(subscription);
    return { isOff: !key, switches: Notification.permission === "granted" ? switches : null };
  }

  /** Whether it is on afterwards: the browser asks its person, who may say no. */
  async subscribe(switches) {
    if ((await Notification.requestPermission()) !== "granted") return false;
    const { public_key: key } = await this.#ask(null);
    if (!key) return false;
    const { endpoint, keys } = (await this.#subscribed(key)).toJSON();
    await this.#request("PUT", await pathOf(endpoint), { endpoint, keys, ...switches });
    this.#store.set(this.#wish, switches);
    return true;
  }

  async unsubscribe() {
    this.#store.remove(this.#wish);
    const subscription = await this.#subscription();
    if (!subscription) return false;
    await subscription.unsubscribe();
    await this.#request("DELETE", await pathOf(subscription.endpoint)).catch(ignoreUnknown);
    return false;
  }

  async test() {
    const subscription = await this.#subscription();
    await this.#request("POST", `${await pathOf(subscription?.endpoint ?? "")}/test`);
  }

  /** After a sign-in: what its technician has wished for here is on again, and nobody else's. */
  async renew() {
    const wish = this.#store.get(this.#wish);
    if (wish) return this.subscribe(wish);
    const subscription = await this.#subscription();
    if (subscription && !(await this.#ask(subscription)).subscription) await subscription.unsubscribe();
    return false;
  }

  // Private

  async #ask(subscription) {
    const query = subscription ? `?subscription=${await idOf(subscription.endpoint)}` : "";
    return this.#request("GET", PATH + query);
  }

  async #subscription() {
    return (await worker()).pushManager.getSubscription();
  }

  async #subscribed(key) {
    const { pushManager } = await worker();
    const known = await pushManager.getSubscription();
    if (known && keyOf(known) === key) return known;
    await known?.unsubscribe();
    try {
      return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
    } catch {
      throw new Problem({ detail: _("Your browser does not reach its push service. Please try again later.") });
    }
  }
}

/** The service worker, once it is there: it may be on its way, or not come at all. */
function worker() {
  const detail = _("This browser has not kept the console's parts yet. Please reload the page and try again.");
  return new Promise((resolve, reject) => {
    navigator.serviceWorker.ready.then(resolve, reject);
    setTimeout(() => reject(new Problem({ detail })), PATIENCE);
  });
}

function ignoreUnknown(problem) {
  if (problem.code !== "unknown_push_subscription") throw problem;
}

async function pathOf(endpoint) {
  return `${PATH}/subscriptions/${await idOf(endpoint)}`;
}

/** Its name at the server: the SHA-256 of its endpoint. */
async function idOf(endpoint) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function keyOf(subscription) {
  const bytes = new Uint8Array(subscription.options?.applicationServerKey ?? []);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
