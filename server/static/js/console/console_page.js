import { boot } from "../boot.js";
import { followKeyboard } from "../viewport.js";
import { Console } from "./console.js";
import { keepOfflinePage } from "./desktop.js";

followKeyboard();
new Console(boot()).begin();
keepOfflinePage();
