/** What the server put into the page for its script. */
export function boot() {
  return JSON.parse(document.getElementById("boot").textContent);
}
