"""KeyboardEvent.key → macOS' virtual key codes (HIToolbox/Events.h, kVK_…), and their flags."""

#: The modifiers' flags in an event (CGEventTypes.h, kCGEventFlagMask…).
FLAGS = {
    "Shift": 0x20000,
    "Control": 0x40000,
    "Alt": 0x80000,
    "AltGraph": 0x80000,
    "Meta": 0x100000,
}
KEY_CODES = {
    "Enter": 0x24,
    "Tab": 0x30,
    "Backspace": 0x33,
    "Escape": 0x35,
    "Meta": 0x37,
    "Shift": 0x38,
    "CapsLock": 0x39,
    "Alt": 0x3A,
    "Control": 0x3B,
    "AltGraph": 0x3D,
    "Clear": 0x47,
    "Help": 0x72,
    "Insert": 0x72,
    "Home": 0x73,
    "PageUp": 0x74,
    "Delete": 0x75,
    "End": 0x77,
    "PageDown": 0x79,
    "ArrowLeft": 0x7B,
    "ArrowRight": 0x7C,
    "ArrowDown": 0x7D,
    "ArrowUp": 0x7E,
    "ContextMenu": 0x6E,
}
#: F1 to F20.
KEY_CODES |= {
    f"F{number}": code
    for number, code in enumerate(
        (
            *(0x7A, 0x78, 0x63, 0x76, 0x60, 0x61, 0x62, 0x64, 0x65, 0x6D),
            *(0x67, 0x6F, 0x69, 0x6B, 0x71, 0x6A, 0x40, 0x4F, 0x50, 0x5A),
        ),
        1,
    )
}
#: The characters on an American keyboard, by key code; 0x0A is between the rows, and none there.
AMERICAN = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\0lj'k;\\,/nm.\0 `"
#: The key of each character: 0x24 is Enter, 0x30 Tab, 0x31 the space.
CHARACTER_CODES = {
    character: code for code, character in enumerate(AMERICAN) if character not in "\0 `"
} | {" ": 0x31, "`": 0x32}
