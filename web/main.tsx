import { render } from "preact";
import { Page } from "./page.tsx";
import { stateOf } from "./state/link.ts";
import { START } from "./state/state.ts";
import "./styles/colours.css";
import "./styles/page.css";
import "./styles/parts.css";
import "./styles/crowd.css";
import "./styles/release.css";

const start = (await stateOf(location.hash)) ?? START;
render(<Page start={start} />, document.getElementById("page")!);
addEventListener("hashchange", () => location.reload()); // another link in the same tab
