// The domain: controllers and purposes, with the ports that decide each verdict.

const MARKS = {
  passed: {symbol: "\u25CF", key: "listening"},
  failed: {symbol: "\u2715", key: "refused"},
  warning: {symbol: "\u25A8", key: "filtered"},
  unknown: {symbol: "\u25CC", key: "unknown"},
};

class DomainView {
  constructor(domains) {
    const panel = $("panel-domain");
    for (const domain of domains) panel.append(...this.parts(domain));
  }

  parts(domain) {
    const evidence = element("div", {role: "status", class: "evidence"});
    const table = element("table", {"aria-label": safe("Purposes of " + domain.name)},
      element("thead", {}, element("tr", {}, element("th", {scope: "col"}, element("span", {}, "Controller")),
        ...domain.purposes.map((purpose) => element("th", {scope: "col"}, element("span", {}, purpose))))),
      element("tbody", {}, ...domain.controllers.map((controller) => this.row(domain, controller, evidence))));
    const hint = element("p", {class: "hint"}, "Select a cell to see the ports that decide it.");
    const parts = [element("h2", {}, domain.name), hint, element("div", {class: "scroll"}, table), evidence];
    for (const section of domain.sections ?? []) {
      parts.push(element("h3", {}, section.title), element("ul", {}, ...section.lines.map((line) => element("li", {}, line))));
    }
    return parts;
  }

  row(domain, controller, evidence) {
    const name = element("th", {scope: "row"}, element("strong", {}, controller.name));
    for (const line of controller.lines ?? []) name.append(element("br"), safe(line));
    return element("tr", {}, name, ...controller.cells.map((cell, i) => this.cell(domain.purposes[i], controller, cell, evidence)));
  }

  cell(purpose, controller, cell, evidence) {
    if (cell === null) return element("td", {}, "");
    const mark = MARKS[cell.verdict] ?? MARKS.unknown;
    const button = element("button", {type: "button", class: mark.key}, mark.symbol + " " + safe(cell.text));
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      for (const other of button.closest("table").querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      evidence.replaceChildren(element("h3", {}, controller.name + ": " + purpose), element("pre", {tabindex: 0}, cell.evidence.join("\n")));
      evidence.scrollIntoView({block: "nearest"});
    });
    return element("td", {class: "back-" + mark.key}, button);
  }
}
