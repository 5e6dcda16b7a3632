// The matrix: who reaches what. Each cell has the results of one row and one column.

const AXES = {
  destination: {label: "destinations", key: (row) => row[ROW.ENDPOINT], order: endpointKey},
  host: {label: "hosts", key: (row) => row[ROW.HOST], order: (row) => addressKey(row[ROW.HOST].toLowerCase())},
  address: {label: "addresses", key: (row) => row[ROW.ADDRESS] || row[ROW.HOST], order: (row) => addressKey(row[ROW.ADDRESS] || row[ROW.HOST])},
  port: {label: "ports", key: (row) => (row[ROW.PORT] === "" ? "name" : row[ROW.TRANSPORT] + " " + row[ROW.PORT]), order: portKey},
  source: {label: "sources", key: (row) => row[ROW.SOURCE] || "this host", order: (row) => row[ROW.SOURCE]},
  service: {label: "services", key: (row) => row[ROW.SERVICE] || "unknown", order: (row) => row[ROW.SERVICE]},
};
const MOST_COLUMNS = 250;

class Matrix {
  constructor(data, open, select) {
    this.data = data;
    this.openOne = open;
    this.select = select;
    this.rowKeys = [];
    this.columnKeys = [];
    const several = data.sources.size > 1;
    const axes = Object.entries(AXES).filter(([name]) => name !== "source" || several).map(([name, axis]) => [name, axis.label]);
    options($("matrix-rows"), axes, several ? "destination" : "host");
    options($("matrix-columns"), axes, several ? "source" : "port");
    for (const id of ["matrix-rows", "matrix-columns"]) $(id).addEventListener("change", () => this.show(this.shown));
    this.grid = new Grid($("matrix"), [], (position, tr) => this.fill(position, tr), (position, column) => this.open(position, column));
    this.grid.activeColumn = 0;
  }

  show(indexes) {
    this.shown = indexes;
    const rowAxis = AXES[$("matrix-rows").value], columnAxis = AXES[$("matrix-columns").value];
    this.cells = new Map();
    const rows = new Map(), columns = new Map(); // from keys to their order
    for (const index of indexes) {
      const row = this.data.rows[index];
      const rowKey = rowAxis.key(row), columnKey = columnAxis.key(row);
      let line = this.cells.get(rowKey);
      if (line === undefined) this.cells.set(rowKey, line = new Map());
      const cell = line.get(columnKey);
      if (cell === undefined) line.set(columnKey, [index]);
      else cell.push(index);
      if (!columns.has(columnKey)) columns.set(columnKey, columnAxis.order(row));
      if (!rows.has(rowKey)) rows.set(rowKey, rowAxis.order(row));
    }
    this.rowKeys = Matrix.ordered(rows);
    this.columnKeys = Matrix.ordered(columns);
    const hidden = Math.max(0, this.columnKeys.length - MOST_COLUMNS);
    this.columnKeys.length -= hidden;
    $("matrix-note").textContent = count(this.rowKeys.length) + " \u00d7 " + count(this.columnKeys.length)
      + (hidden > 0 ? ". " + plural(hidden, "further column") + " not shown: filter the results to see them." : "");
    this.grid.setColumns([
      {title: rowAxis.label + " \\ " + columnAxis.label, class: "corner", bare: true},
      ...this.columnKeys.map((key) => ({title: key, tooltip: safe(key), bare: true})),
    ]);
    this.grid.reset(this.rowKeys.length);
  }

  static ordered(keys) {
    return [...keys].sort(([left, a], [right, b]) => (a < b ? -1 : a > b ? 1 : left < right ? -1 : 1)).map(([key]) => key);
  }

  fill(position, tr) {
    const rowKey = this.rowKeys[position];
    const line = this.cells.get(rowKey);
    tr.append(element("th", {scope: "row", title: safe(rowKey)}, rowKey));
    for (const columnKey of this.columnKeys) tr.append(this.cell(line.get(columnKey), rowKey, columnKey));
  }

  cell(indexes, rowKey, columnKey) {
    if (indexes === undefined) return element("td", {"aria-label": "no result"});
    const counts = STATES.map(() => 0);
    let broken = 0;
    for (const index of indexes) {
      counts[this.data.rows[index][ROW.STATE]]++;
      if (this.data.rows[index][ROW.VERDICT] === 2) broken++;
    }
    const states = STATES.map((state, i) => [state, counts[i]]).filter(([, number]) => number > 0);
    const words = states.map(([state, number]) => (indexes.length === 1 ? "" : number + " ") + state.label).join(", ")
      + (broken > 0 ? ", " + (indexes.length === 1 ? "" : broken + " ") + "not as expected" : "");
    const shown = indexes.length === 1 ? states[0][0].symbol : states.map(([state, number]) => state.symbol + number).join(" ");
    const back = states.length === 1 ? "back-" + states[0][0].key : "mixed";
    return element("td", {class: "cell " + back + (broken > 0 ? " broken" : ""), "aria-label": safe(words),
      title: safe(rowKey + " \u2192 " + columnKey + ": " + words)}, shown);
  }

  open(position, column) {
    const rowKey = this.rowKeys[position], columnKey = this.columnKeys[column];
    const indexes = column < 0 ? [...this.cells.get(rowKey).values()].flat() : this.cells.get(rowKey).get(columnKey);
    if (indexes === undefined) return;
    if (indexes.length === 1) this.openOne(indexes[0]);
    else this.select({label: "matrix cell " + rowKey + (column < 0 ? "" : " \u2192 " + columnKey), indexes: indexes.sort((a, b) => a - b)});
  }
}
