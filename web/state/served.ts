/** Hands on the text of the file that `hash-tagging page` serves, and each other one that it comes to; else does nothing. */
export function followServed(onText: (text: string) => void): void {
  if (document.querySelector('meta[name="rules"]') === null) return;
  new EventSource("./changes").addEventListener("message", async () => {
    const answer = await fetch("./rules");
    if (answer.ok) onText(await answer.text());
  });
}
