// Tells of customers while no console is open, and stands in for the server while it can't be reached: with a page that
// says what is wrong. Everything else comes from the server, always; what was said is never kept here. The address that
// it is registered by names version and language, so another one of either is another worker, with a fresh page.
const STORE = `console-${location.search}`;
const PAGE = "/console/offline";
// What a proxy answers whose server is away.
const AWAY = [502, 503, 504];

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(file(request));
});

/** The page with all that it needs. */
async function keep() {
  const store = await caches.open(STORE);
  const answer = await fetch(PAGE, { cache: "reload" });
  if (!answer.ok) throw new Error(`${PAGE}: ${answer.status}`);
  const text = await answer.clone().text();
  const needed = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, address]) => address);
  await store.addAll(needed);
  await store.put(PAGE, answer);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name)));
}

async function page(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && !AWAY.includes(answer.status)) return answer;
  const kept = await caches.match(PAGE);
  return kept ?? answer ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// What the server tells while no console is connected. Where one is in front, it shows that, and this is silent.
const API = "/api/v1/push";
const NOT_SIGNED_IN = 401;
const LOCKED = 423;
const PATIENCE = 3000;

addEventListener("push", (event) => event.waitUntil(tell(newsIn(event.data))));
addEventListener("notificationclick", (event) => event.waitUntil(goTo(event.notification)));
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));

function newsIn(data) {
  try {
    return { session: null, ...data.json() };
  } catch {
    // A browser must show something for every push.
    return { title: "Beistand", body: "", session: null };
  }
}

async function tell(news) {
  const locked = await isLocked();
  const { session, icon, badge } = news;
  const { title, body } = locked ? { title: news.if_locked ?? "Beistand", body: "" } : news;
  const open = await consoles();
  const isShown = !session || locked || !open.some(({ focused }) => focused);
  const tag = session ?? "console";
  if (isShown)
    await registration.showNotification(title, { body, icon, badge, tag, renotify: true, data: { session } });
  for (const one of open) one.postMessage({ push: { session, title, body, isShown } });
}

/** Who has locked the console is away: what customers write is not for those who are there. */
async function isLocked() {
  const answer = await fetch(API, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  return !answer || [NOT_SIGNED_IN, LOCKED].includes(answer.status);
}

async function goTo(notification) {
  const { session } = notification.data;
  notification.close();
  const [one] = await consoles();
  if (!one) return clients.openWindow(session ? `/console#${session}` : "/console");
  if (session) one.postMessage({ open: session });
  // Some browsers give the window only to a person's click, and some not even then.
  return one.focus().catch(() => null);
}

async function consoles() {
  const every = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return every.filter(({ url }) => new URL(url).pathname === "/console");
}

/** The browser has a new address for pushes, or needs one: it is told of what it was told of before. */
async function subscribeAgain({ oldSubscription, newSubscription }) {
  const old = oldSubscription && (await idOf(oldSubscription.endpoint));
  const { public_key: key, subscription: switches } = await json(old ? `${API}?subscription=${old}` : API);
  if (!key || (old && !switches)) return;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = newSubscription ?? (await registration.pushManager.subscribe(options));
  const address = `${API}/subscriptions/${await idOf(subscription.endpoint)}`;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": await csrfToken() };
  const { endpoint, keys } = subscription.toJSON();
  await fetch(address, { method: "PUT", headers, body: JSON.stringify({ endpoint, keys, ...switches }) });
  if (old && address !== `${API}/subscriptions/${old}`)
    await fetch(`${API}/subscriptions/${old}`, { method: "DELETE", headers });
}

async function json(address) {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : {};
}

async function csrfToken() {
  const page = await (await fetch("/console")).text();
  return page.match(/name="csrf-token" content="([^"]+)"/)?.[1] ?? "";
}

async function idOf(endpoint) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
