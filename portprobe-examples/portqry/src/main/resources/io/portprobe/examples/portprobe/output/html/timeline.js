// The timeline: a histogram of the starts, and a bar for each probe.

const BINS = 60;

class Timeline {
  constructor(data, open, selectTime) {
    this.data = data;
    this.selectTime = selectTime;
    this.shown = [];
    this.end = 1;
    this.lastStart = 1;
    for (const row of data.rows) {
      if (row[ROW.STARTED] === null) continue;
      this.lastStart = Math.max(this.lastStart, row[ROW.STARTED]);
      this.end = Math.max(this.end, row[ROW.STARTED] + (row[ROW.DURATION] ?? 0));
    }
    this.grid = new Grid($("timeline"), [
      {title: "Endpoint", width: 300},
      {title: "State", width: 200},
      {title: "0 to " + duration(this.end) + " after the beginning", least: 240},
      {title: "Time", class: "number", width: 86},
    ], (position, tr) => this.fill(position, tr), (position) => open(this.shown[position]));
    this.grid.emptyText = "No result with a time matches the filters.";
  }

  show(indexes, filter) {
    const rows = this.data.rows;
    this.shown = indexes.filter((index) => rows[index][ROW.STARTED] !== null);
    this.shown.sort((a, b) => rows[a][ROW.STARTED] - rows[b][ROW.STARTED] || a - b);
    this.drawHistogram(filter);
    this.grid.reset(this.shown.length);
  }

  fill(position, tr) {
    const row = this.data.rows[this.shown[position]];
    const state = STATES[row[ROW.STATE]];
    const bar = element("span", {class: "fill-" + state.key});
    bar.style.left = Math.min(99.6, 100 * row[ROW.STARTED] / this.end) + "%";
    bar.style.width = Math.min(100, 100 * (row[ROW.DURATION] ?? 0) / this.end) + "%";
    tr.append(element("td", {title: safe(row[ROW.ENDPOINT])}, row[ROW.ENDPOINT]), stateCell(state),
      element("td", {class: "lane", "aria-label": duration(row[ROW.STARTED]) + " after the beginning"}, bar),
      element("td", {class: "number"}, duration(row[ROW.DURATION])));
  }

  drawHistogram(filter) {
    const bins = Array.from({length: BINS}, () => STATES.map(() => 0));
    const width = this.lastStart / BINS;
    for (const index of this.shown) {
      const row = this.data.rows[index];
      bins[Math.min(BINS - 1, Math.floor(row[ROW.STARTED] / width))][row[ROW.STATE]]++;
    }
    const highest = Math.max(1, ...bins.map((bin) => bin.reduce((a, b) => a + b)));
    const picture = svg("svg", {viewBox: "0 0 " + BINS * 10 + " 100", preserveAspectRatio: "none"});
    bins.forEach((bin, i) => picture.append(this.column(bin, i, width, highest, filter)));
    const axis = element("div", {class: "axis"}, element("span", {}, this.data.time(0)), element("span", {}, "highest column: " + count(highest)),
      element("span", {}, "+" + duration(this.lastStart)));
    $("histogram").replaceChildren(picture, axis);
  }

  column(bin, i, width, highest, filter) {
    const from = i * width, to = i === BINS - 1 ? Infinity : (i + 1) * width;
    const words = STATES.map((state, s) => (bin[s] > 0 ? count(bin[s]) + " " + state.label : "")).filter((word) => word !== "").join(", ");
    const pressed = filter.from !== null && filter.from === from;
    const group = svg("g", {class: "column", role: "button", tabindex: i === 0 || pressed ? 0 : -1, "aria-pressed": pressed,
      "aria-label": duration(from) + " to " + duration((i + 1) * width) + ": " + (words || "none")});
    const title = svg("title");
    title.textContent = group.getAttribute("aria-label");
    group.append(title);
    let top = 100;
    bin.forEach((number, state) => {
      if (number === 0) return;
      const height = Math.max(1.5, 96 * number / highest);
      top -= height;
      group.append(svg("rect", {x: i * 10 + 0.7, y: top, width: 8.6, height, class: "fill-" + STATES[state].key}));
    });
    group.append(svg("rect", {x: i * 10, y: 0, width: 10, height: 100, class: "hit"}));
    const choose = () => this.selectTime(pressed ? null : from, pressed ? null : to);
    group.addEventListener("click", choose);
    group.addEventListener("keydown", (event) => this.columnKey(event, group, choose));
    return group;
  }

  columnKey(event, group, choose) {
    const next = event.key === "ArrowRight" ? group.nextSibling : event.key === "ArrowLeft" ? group.previousSibling : null;
    if (next !== null) {
      next.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      choose();
    } else {
      return;
    }
    event.preventDefault();
  }
}
