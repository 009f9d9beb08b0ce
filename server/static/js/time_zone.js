/** Has the link ask for times as its reader's clock has them: the server knows only UTC. */
export function inOwnZone(link) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // What is still in a template has no address of its own.
  const address = new URL(link.getAttribute("href"), location.origin);
  if (timeZone) address.searchParams.set("zone", timeZone);
  link.href = address.pathname + address.search;
}
