import { UnlockForm } from "./unlock_form.js";

// The page that was asked for, at its own address.
new UnlockForm(document.querySelector(".unlock"), () => location.reload()).focus();
