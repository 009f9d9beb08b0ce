import { boot } from "./boot.js";
import { Chat } from "./chat.js";
import { CustomerHeader } from "./customer_header.js";
import { showEnd } from "./end.js";
import { later } from "./later.js";
import { Title } from "./title.js";
import { followKeyboard } from "./viewport.js";

const { session, me, last_seq: lastSeq, read } = boot();
const root = document.querySelector(".chat");
const chat = new Chat({ root, session, me, lastSeq, read });
const header = new CustomerHeader(document.querySelector(".chat-header"));
const title = new Title();
let part = null;

/** Nobody needs it before they chat; what fails is tried again on the next connection. */
function furnish() {
  if (part || chat.isOver) return;
  part = later(() => import("./customer_part.js")).then(
    ({ CustomerPart }) => new CustomerPart({ chat, root, title, technician: session.technician, known: lastSeq }),
    () => (part = null),
  );
}

function over() {
  header.over();
  showEnd({ root, sessionId: session.id });
}

chat
  .on("presence", ({ present }) => header.presence(present))
  .on("unread", ({ count }) => (title.unread = count))
  .on("state", () => chat.isOver && over())
  .on("connection", (connection) => connection === "online" && furnish())
  // Another device is in: the server has the page that says so, and this one shows nothing any more.
  .on("refused", ({ code }) => code === "continued_elsewhere" && location.reload());
followKeyboard();
// The one-time code that opened this page has done its work.
history.replaceState(null, "", location.pathname);
if (chat.isOver) over();
chat.open();
if (matchMedia("(pointer: fine)").matches) chat.focus();
