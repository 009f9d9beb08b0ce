import { later } from "./later.js";

const RETRY = 3000;

/** What a customer sees when it is over: fetched then, since nobody needs it before. `parts` as in end_part.js. */
export async function showEnd(parts) {
  try {
    const { EndPage } = await later(() => import("./end_part.js"));
    await new EndPage(parts).show();
  } catch {
    setTimeout(() => showEnd(parts), RETRY);
  }
}
