import { _ } from "./i18n.js";

/** What to call somebody: customers need not say their name. */
export function nameOf({ role, name }) {
  if (name) return name;
  return role === "technician" ? _("Technician") : _("Customer");
}
