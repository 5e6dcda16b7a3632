// The table of results.

function stateCell(state) {
  return element("td", {class: "state " + state.key}, element("span", {class: "symbol", "aria-hidden": "true"}, state.symbol), state.label);
}

class ResultTable {
  constructor(data, open) {
    this.data = data;
    this.shown = [];
    this.sorted = {column: -1, ascending: true};
    this.columns = this.allColumns().filter((column) => column !== null);
    this.grid = new Grid($("table"), this.columns, (position, tr) => this.fill(position, tr),
      (position) => open(this.shown[position]), (column) => this.sort(column));
  }

  allColumns() {
    const rows = this.data.rows;
    const some = (column) => rows.some((row) => row[column] !== "");
    // The longest text decides the width, in pixels of the page's font, up to a limit.
    const fit = (title, column, most) => {
      const longest = rows.reduce((length, row) => Math.max(length, row[column].length), title.length + 2);
      return Math.min(most, Math.ceil(longest * 7.8) + 22);
    };
    const lower = (column) => (i) => rows[i][column].toLowerCase();
    return [
      {title: "Endpoint", width: fit("Endpoint", ROW.ENDPOINT, 320), cell: (row) => row[ROW.ENDPOINT],
        sortKey: (i) => endpointKey(rows[i])},
      {title: "State", width: 200, sortKey: (i) => rows[i][ROW.STATE]},
      this.data.hasVerdicts
        ? {title: "Verdict", width: 150, mark: true, cell: (row) => VERDICTS[row[ROW.VERDICT]].label, sortKey: (i) => [3, 2, 0, 1][rows[i][ROW.VERDICT]]} : null,
      this.data.hasVerdicts && some(ROW.EXPECTED)
        ? {title: "Expected", width: fit("Expected", ROW.EXPECTED, 230), cell: (row) => row[ROW.EXPECTED], sortKey: lower(ROW.EXPECTED)} : null,
      {title: "Address", width: fit("Address", ROW.ADDRESS, 230), cell: (row) => row[ROW.ADDRESS], sortKey: (i) => addressKey(rows[i][ROW.ADDRESS])},
      some(ROW.NAME) ? {title: "Name", width: fit("Name", ROW.NAME, 260), cell: (row) => row[ROW.NAME], sortKey: lower(ROW.NAME)} : null,
      this.data.sources.size > 1 ? {title: "Source", width: fit("Source", ROW.SOURCE, 160), cell: (row) => row[ROW.SOURCE], sortKey: lower(ROW.SOURCE)} : null,
      {title: "Reason", width: fit("Reason", ROW.REASON, 230), cell: (row) => row[ROW.REASON], sortKey: lower(ROW.REASON)},
      some(ROW.SERVICE) ? {title: "Service", width: fit("Service", ROW.SERVICE, 230), cell: (row) => row[ROW.SERVICE], sortKey: lower(ROW.SERVICE)} : null,
      {title: "Evidence", least: 220, cell: (row) => row[ROW.EVIDENCE], sortKey: lower(ROW.EVIDENCE)},
      {title: "Time", class: "number", width: 86, cell: (row) => duration(row[ROW.DURATION]), sortKey: (i) => rows[i][ROW.DURATION] ?? -1},
    ];
  }

  fill(position, tr) {
    const row = this.data.rows[this.shown[position]];
    for (const column of this.columns) {
      if (column.cell === undefined) {
        tr.append(stateCell(STATES[row[ROW.STATE]]));
        continue;
      }
      const text = safe(column.cell(row));
      const mark = column.mark && row[ROW.VERDICT] !== 0 ? "mark " + VERDICTS[row[ROW.VERDICT]].key : column.class;
      tr.append(element("td", {class: mark, title: text.length > 18 ? text : null}, text));
    }
  }

  show(indexes) {
    this.shown = indexes.slice();
    this.order();
    this.grid.reset(this.shown.length);
  }

  sort(column) {
    const {column: current, ascending} = this.sorted;
    if (current !== column) this.sorted = {column, ascending: true};
    else if (ascending) this.sorted = {column, ascending: false};
    else this.sorted = {column: -1, ascending: true}; // the third click restores the order of the run
    this.order();
    this.grid.reset(this.shown.length);
  }

  order() {
    const {column, ascending} = this.sorted;
    this.grid.markSort(column, ascending);
    if (column < 0) {
      this.shown.sort((a, b) => a - b);
      return;
    }
    const key = this.columns[column].sortKey;
    const keys = new Map(this.shown.map((index) => [index, key(index)]));
    const sign = ascending ? 1 : -1;
    this.shown.sort((a, b) => {
      const left = keys.get(a), right = keys.get(b);
      return left < right ? -sign : left > right ? sign : a - b;
    });
  }
}
