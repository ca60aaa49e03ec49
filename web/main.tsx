import { render } from "preact";
import { Page } from "./page.tsx";
import "./styles/colours.css";
import "./styles/page.css";
import "./styles/parts.css";

render(<Page />, document.getElementById("page")!);
