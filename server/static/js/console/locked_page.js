import { LockNews } from "./lock_news.js";
import { UnlockForm } from "./unlock_form.js";

const form = document.querySelector(".unlock");
// The page that was asked for, at its own address.
const news = new LockNews(form.dataset.technician).on("opened", () => location.reload());
new UnlockForm(form, () => {
  news.opened();
  location.reload();
}).focus();
