// The evidence of one result.

class Details {
  constructor(data) {
    this.data = data;
    this.panel = $("details");
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  open(index) {
    this.returnTo = document.activeElement;
    const row = this.data.rows[index];
    const state = STATES[row[ROW.STATE]];
    const [explanation, findings, notes, differences] = this.data.details(index);
    const close = element("button", {type: "button", class: "close", "aria-label": "Close the evidence"}, "Close");
    close.addEventListener("click", () => this.close());
    const facts = [
      ["Name", row[ROW.NAME]],
      ["Address", row[ROW.ADDRESS]],
      ["Source", row[ROW.SOURCE]],
      ["Reason", row[ROW.REASON]],
      ["Evidence", row[ROW.EVIDENCE]],
      ["Service", row[ROW.SERVICE]],
      ["Expected", row[ROW.EXPECTED]],
      ["Verdict", VERDICTS[row[ROW.VERDICT]].label],
      ["Started", this.data.time(row[ROW.STARTED])],
      ["Time", duration(row[ROW.DURATION])],
    ].filter(([, value]) => value !== "");
    this.panel.replaceChildren(
      element("div", {class: "head"}, element("h2", {}, row[ROW.ENDPOINT]), close),
      element("p", {}, element("span", {class: "state " + state.key},
        element("span", {class: "symbol", "aria-hidden": "true"}, state.symbol), element("strong", {}, state.label))),
      element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
    this.section("Differences", differences.join("\n"));
    this.section("Notes", notes.join("\n"));
    this.section("Findings", findings.join("\n"));
    this.section("Explanation", explanation);
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.panel.focus({preventScroll: true});
  }

  section(title, text) {
    if (text !== "") this.panel.append(element("h3", {}, title), element("pre", {tabindex: 0}, text));
  }

  close() {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    if (this.returnTo?.isConnected) this.returnTo.focus({preventScroll: true});
  }
}
