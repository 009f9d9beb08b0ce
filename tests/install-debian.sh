#!/usr/bin/env bash
# Installs what the tests need from Debian or Ubuntu, and only what is missing.
# Needs root or sudo when something is missing; does nothing (and asks for nothing) otherwise.
set -euo pipefail

packages=(
  # Python's parts that Debian packs on their own: venvs, the tray app's dialogs, its StatusNotifier icon
  python3-venv python3-tk python3-gi gir1.2-gtk-3.0 gir1.2-ayatanaappindicator3-0.1
  # pages in a real browser
  chromium fonts-dejavu-core fonts-noto-color-emoji
  # a desktop without a screen, with both kinds of tray
  xvfb openbox trayer xfce4-panel dunst dbus dbus-x11 xdg-utils
  # hands and eyes on that desktop
  xdotool x11-utils x11-xserver-utils xclip imagemagick procps openssl
  # the tray app's packages: to build them, and to have the desktop learn of them
  binutils desktop-file-utils nsis
  # remote input: a terminal to type into, layouts, and an X server with a mouse of the customer's own
  xterm x11-xkb-utils tigervnc-standalone-server
)

if ! command -v dpkg-query >/dev/null; then
  echo "This is neither Debian nor Ubuntu: please install what corresponds to these packages yourself:" >&2
  echo "  ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "Missing packages, and neither root nor sudo to install them. As root, run:" >&2
    echo "  apt-get update && apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}" >/dev/null
