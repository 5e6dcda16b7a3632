// The page: summary, filters, views.

class Page {
  constructor() {
    this.data = new Data();
    this.filter = new Filter(this.data);
    this.details = new Details(this.data);
    const open = (index) => this.details.open(index);
    this.views = {
      table: new ResultTable(this.data, open),
      matrix: new Matrix(this.data, open, (subset) => this.drillDown(subset)),
      timeline: new Timeline(this.data, open, (from, to) => this.selectTime(from, to)),
      domain: {show() {}, grid: null},
    };
    this.heading();
    this.summary();
    this.filters();
    this.tabs();
    this.printing();
    this.theme();
    if (this.data.domains.length > 0) {
      new DomainView(this.data.domains);
      $("tab-domain").hidden = false;
    }
    this.update();
    this.choose(this.data.domains.length > 0 ? "domain" : "table");
  }

  heading() {
    const {info, end, rows} = this.data;
    const parts = [plural(rows.length, "result")];
    if (info.host) parts.push("from " + info.host);
    if (info.started !== undefined) parts.push("started " + this.data.time(0));
    if (end !== null) parts.push("took " + duration(end.elapsed));
    $("run").textContent = safe(parts.join(" \u00b7 "));
    const notice = end === null ? "The run did not end. This page has its results so far." : end.notice;
    $("notice").textContent = safe(notice);
    $("notice").hidden = notice === "";
    if (end !== null && end.notes.length > 0) {
      $("notes").append(...end.notes.map((note) => element("li", {}, note)));
      $("notes").hidden = false;
    }
  }

  summary() {
    const counts = STATES.map(() => 0), verdicts = VERDICTS.map(() => 0);
    for (const row of this.data.rows) {
      counts[row[ROW.STATE]]++;
      verdicts[row[ROW.VERDICT]]++;
    }
    STATES.forEach((state, i) => {
      if (counts[i] === 0) return;
      const part = element("span", {class: "fill-" + state.key});
      part.style.flexGrow = counts[i];
      $("bar").append(part);
      $("states").append(this.tile(state.key, state.symbol, counts[i], state.label, (pressed) => {
        if (pressed) this.filter.states.add(i);
        else this.filter.states.delete(i);
      }));
    });
    if (this.data.hasVerdicts) {
      $("verdicts").hidden = false;
      [2, 3, 1].filter((verdict) => verdicts[verdict] > 0).forEach((verdict) => {
        const {key, symbol, label} = VERDICTS[verdict];
        const tile = this.tile(key, symbol, verdicts[verdict], label, (pressed, button) => {
          for (const other of $("verdicts").querySelectorAll("button")) if (other !== button) other.setAttribute("aria-pressed", "false");
          this.filter.verdict = pressed ? verdict : 0;
        });
        $("verdicts").append(tile);
      });
    }
  }

  tile(key, symbol, number, label, toggle) {
    const button = element("button", {type: "button", class: key, "aria-pressed": "false"},
      element("span", {"aria-hidden": "true"}, symbol), element("strong", {}, count(number)), element("span", {class: "label"}, label));
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", pressed);
      toggle(pressed, button);
      this.update();
    });
    return element("li", {}, button);
  }

  filters() {
    const any = [["", "any"]];
    const values = (column) => any.concat(this.data.frequencies(column).filter(([value]) => value !== "")
      .map(([value, number]) => ["=" + value, value + " (" + count(number) + ")"]));
    options($("filter-reason"), values(ROW.REASON), "");
    if (this.data.sources.size > 1) {
      options($("filter-source"), values(ROW.SOURCE), "");
      $("label-source").hidden = false;
    }
    const value = (id) => ($(id).value === "" ? null : $(id).value.slice(1));
    const changed = () => {
      this.filter.words = $("filter-text").value.toLowerCase().split(/\s+/).filter((word) => word !== "");
      this.filter.host = $("filter-host").value.trim().toLowerCase();
      this.filter.reason = value("filter-reason");
      this.filter.source = value("filter-source");
      this.update();
    };
    for (const id of ["filter-text", "filter-host"]) {
      $(id).addEventListener("input", () => {
        clearTimeout(this.typing);
        this.typing = setTimeout(changed, 120);
      });
    }
    for (const id of ["filter-reason", "filter-source"]) $(id).addEventListener("change", changed);
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("clear").addEventListener("click", () => this.clear());
  }

  clear() {
    this.filter.clear();
    for (const id of ["filter-text", "filter-host", "filter-reason", "filter-source"]) $(id).value = "";
    for (const button of document.querySelectorAll("#states button, #verdicts button")) button.setAttribute("aria-pressed", "false");
    this.update();
    $("filter-text").focus();
  }

  drillDown(subset) {
    this.filter.subset = subset;
    this.update();
    this.choose("table");
    $("table").focus();
  }

  selectTime(from, to) {
    this.filter.from = from;
    this.filter.to = to;
    this.update();
    $("histogram").querySelector("[aria-pressed=true], [tabindex='0']")?.focus();
  }

  /** Applies the filters. Only the chosen view is drawn; another one is drawn when it is chosen. */
  update() {
    this.shown = this.filter.apply();
    this.stale = new Set(Object.keys(this.views));
    const total = this.data.rows.length;
    const words = this.filter.description();
    $("count").textContent = this.filter.active ? count(this.shown.length) + " of " + plural(total, "result") : plural(total, "result");
    $("count").title = safe(words);
    $("clear").disabled = !this.filter.active;
    $("print-note").textContent = safe((words === "" ? "" : "Filter: " + words + ". ")
      + (this.shown.length > PRINTED_ROWS ? "The first " + count(PRINTED_ROWS) + " of " + count(this.shown.length) + " rows are printed." : ""));
    this.draw();
  }

  draw() {
    if (this.view === undefined || !this.stale.has(this.view)) return;
    this.stale.delete(this.view);
    this.views[this.view].show(this.shown, this.filter);
  }

  choose(view) {
    this.view = view;
    for (const name of Object.keys(this.views)) {
      $("panel-" + name).hidden = name !== view;
      $("tab-" + name).setAttribute("aria-selected", name === view);
      $("tab-" + name).tabIndex = name === view ? 0 : -1;
    }
    $("filters").hidden = view === "domain";
    this.draw();
  }

  tabs() {
    const names = Object.keys(this.views);
    for (const name of names) $("tab-" + name).addEventListener("click", () => this.choose(name));
    $("tabs").addEventListener("keydown", (event) => {
      const visible = names.filter((name) => !$("tab-" + name).hidden);
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? visible.length - 1 : 0;
      if (step === 0) return;
      const next = visible[(visible.indexOf(this.view) + step) % visible.length];
      this.choose(next);
      $("tab-" + next).focus();
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        $("filter-text").focus();
        event.preventDefault();
      } else if (event.key === "Escape") {
        this.details.close();
      }
    });
  }

  printing() {
    const set = (printing) => {
      const grid = this.views[this.view].grid;
      if (grid === null) return;
      grid.printing = printing;
      grid.draw();
    };
    window.addEventListener("beforeprint", () => set(true));
    window.addEventListener("afterprint", () => set(false));
  }

  theme() {
    const themes = ["system", "light", "dark"];
    let chosen = 0;
    $("theme").addEventListener("click", () => {
      chosen = (chosen + 1) % themes.length;
      $("theme").textContent = "Theme: " + themes[chosen];
      if (chosen === 0) delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = themes[chosen];
    });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const began = performance.now();
  new Page();
  document.documentElement.dataset.ready = Math.round(performance.now() - began);
});
