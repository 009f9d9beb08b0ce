"""KeyboardEvent.key → Windows' virtual keys (Microsoft, "Virtual-Key Codes")."""

SHIFT, CONTROL, ALT = 0x10, 0x11, 0x12
VIRTUAL_KEYS = {
    "Backspace": 0x08,
    "Tab": 0x09,
    "Clear": 0x0C,
    "Enter": 0x0D,
    "Shift": 0xA0,
    "Control": 0xA2,
    "Alt": 0xA4,
    "AltGraph": 0xA5,
    "Pause": 0x13,
    "CapsLock": 0x14,
    "Escape": 0x1B,
    "PageUp": 0x21,
    "PageDown": 0x22,
    "End": 0x23,
    "Home": 0x24,
    "ArrowLeft": 0x25,
    "ArrowUp": 0x26,
    "ArrowRight": 0x27,
    "ArrowDown": 0x28,
    "PrintScreen": 0x2C,
    "Insert": 0x2D,
    "Delete": 0x2E,
    "Help": 0x2F,
    "Meta": 0x5B,
    "ContextMenu": 0x5D,
    "NumLock": 0x90,
    "ScrollLock": 0x91,
} | {f"F{number}": 0x6F + number for number in range(1, 25)}
#: Keys whose scan code has the prefix E0 ("Keyboard Input Overview", extended-key flag).
EXTENDED = frozenset(
    VIRTUAL_KEYS[name]
    for name in (
        *("AltGraph", "PageUp", "PageDown", "End", "Home", "Insert", "Delete", "Meta"),
        *("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "PrintScreen", "ContextMenu"),
        "NumLock",
    )
)
