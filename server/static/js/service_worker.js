// Stands in for the server while it can't be reached: with a page that says what is wrong. Everything else comes from
// the server, always; what was said is never kept here. The address that it is registered by names version and
// language, so another one of either is another worker, with a fresh page.
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
