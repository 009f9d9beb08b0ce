/** Has the link ask for times as its reader's clock has them: the server knows only UTC. */
export function inOwnZone(link) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const address = new URL(link.href);
  if (timeZone) address.searchParams.set("zone", timeZone);
  link.href = address.pathname + address.search;
}
