import { boot } from "../boot.js";
import { followKeyboard } from "../viewport.js";
import { Console } from "./console.js";

followKeyboard();
new Console(boot()).begin();
