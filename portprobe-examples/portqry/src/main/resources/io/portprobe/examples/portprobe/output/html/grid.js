// A table of which only the visible rows exist. The focus stays on the table, and aria-activedescendant names the active
// row or cell, so that a row can leave the page without taking the focus with it.

const OVERSCAN = 12;
const PRINTED_ROWS = 5000;

class Grid {
  /**
   * @param table the table, inside its viewport
   * @param columns {title, class?, sortKey?, width?} of each column
   * @param render (position, tr) fills a row
   * @param open (position, column) is called for Enter and for a click
   */
  constructor(table, columns, render, open, onSort) {
    this.table = table;
    this.viewport = table.parentElement;
    this.render = render;
    this.open = open;
    this.onSort = onSort;
    this.size = 0;
    this.active = 0;
    this.activeColumn = -1; // -1: rows are active, not cells
    this.printing = false;
    this.emptyText = "No result matches the filters.";
    this.head = element("thead");
    this.body = element("tbody");
    table.replaceChildren(this.head, this.body);
    this.setColumns(columns);
    this.viewport.addEventListener("scroll", () => this.schedule(), {passive: true});
    new ResizeObserver(() => this.schedule()).observe(this.viewport);
    table.addEventListener("keydown", (event) => this.keyPressed(event));
    this.body.addEventListener("click", (event) => this.clicked(event));
  }

  setColumns(columns) {
    this.columns = columns;
    const group = element("colgroup");
    for (const column of columns) {
      const col = element("col");
      if (column.width) col.style.width = column.width + "px";
      group.append(col);
    }
    const least = columns.reduce((sum, column) => sum + (column.width ?? column.least ?? 0), 0);
    if (least > 0) this.table.style.minWidth = least + "px";
    this.table.querySelector("colgroup")?.remove();
    this.table.prepend(group);
    this.head.replaceChildren(element("tr", {"aria-rowindex": 1}, ...columns.map((column, i) => this.heading(column, i))));
    this.table.setAttribute("aria-colcount", columns.length);
  }

  heading(column, i) {
    const th = element("th", {scope: "col", class: column.class, title: column.tooltip});
    if (column.sortKey === undefined) {
      th.append(column.bare ? safe(column.title) : element("span", {}, column.title));
    } else {
      const button = element("button", {type: "button"}, column.title);
      button.addEventListener("click", () => this.onSort(i));
      th.append(button);
    }
    return th;
  }

  markSort(column, ascending) {
    [...this.head.querySelectorAll("th")].forEach((th, i) => {
      if (i === column) th.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      else th.removeAttribute("aria-sort");
    });
  }

  /** Shows a new content. */
  reset(size) {
    this.size = size;
    this.active = Math.max(0, Math.min(this.active, size - 1));
    this.table.setAttribute("aria-rowcount", size + 1);
    this.viewport.scrollTop = 0;
    this.draw();
  }

  get rowHeight() {
    return parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row"));
  }

  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.draw();
    });
  }

  draw() {
    const height = this.rowHeight;
    const visible = Math.ceil(this.viewport.clientHeight / height);
    let from = Math.max(0, Math.floor(this.viewport.scrollTop / height) - OVERSCAN);
    let to = Math.min(this.size, from + visible + 2 * OVERSCAN);
    if (this.printing) [from, to] = [0, Math.min(this.size, PRINTED_ROWS)];
    const rows = [];
    if (from > 0) rows.push(this.spacer(from * height));
    for (let position = from; position < to; position++) rows.push(this.row(position));
    if (to < this.size && !this.printing) rows.push(this.spacer((this.size - to) * height));
    if (this.size === 0) rows.push(element("tr", {}, element("td", {class: "empty", colspan: this.columns.length}, this.emptyText)));
    this.body.replaceChildren(...rows);
    this.markActive();
  }

  spacer(height) {
    const tr = element("tr", {class: "spacer", "aria-hidden": "true"}, element("td", {colspan: this.columns.length}));
    tr.style.height = height + "px";
    tr.firstChild.style.height = height + "px";
    return tr;
  }

  row(position) {
    const tr = element("tr", {class: "row", id: this.table.id + "-" + position, "aria-rowindex": position + 2});
    tr.dataset.position = position;
    this.render(position, tr);
    return tr;
  }

  markActive() {
    for (const marked of this.body.querySelectorAll(".active")) marked.classList.remove("active");
    const tr = $(this.table.id + "-" + this.active);
    if (tr === null) {
      this.table.removeAttribute("aria-activedescendant");
      return;
    }
    let target = tr;
    if (this.activeColumn >= 0) {
      target = tr.children[this.activeColumn + 1] ?? tr;
      target.id = tr.id + "-" + this.activeColumn;
    }
    target.classList.add("active");
    this.table.setAttribute("aria-activedescendant", target.id);
  }

  moveTo(position, column = this.activeColumn) {
    if (this.size === 0) return;
    this.active = Math.max(0, Math.min(position, this.size - 1));
    this.activeColumn = column < 0 ? -1 : Math.min(column, this.columns.length - 2);
    const height = this.rowHeight;
    const top = this.active * height;
    const room = this.viewport.clientHeight - height - (this.head.offsetHeight || height);
    if (top < this.viewport.scrollTop) this.viewport.scrollTop = top;
    else if (top > this.viewport.scrollTop + room) this.viewport.scrollTop = top - room;
    this.draw();
    if (this.activeColumn >= 0) $(this.table.id + "-" + this.active + "-" + this.activeColumn)?.scrollIntoView({block: "nearest", inline: "nearest"});
  }

  keyPressed(event) {
    if (event.target !== this.table || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.viewport.clientHeight / this.rowHeight) - 2);
    const cells = this.activeColumn >= 0;
    switch (event.key) {
      case "ArrowDown": this.moveTo(this.active + 1); break;
      case "ArrowUp": this.moveTo(this.active - 1); break;
      case "PageDown": this.moveTo(this.active + page); break;
      case "PageUp": this.moveTo(this.active - page); break;
      case "Home": this.moveTo(0); break;
      case "End": this.moveTo(this.size - 1); break;
      case "ArrowRight": if (!cells) return; this.moveTo(this.active, this.activeColumn + 1); break;
      case "ArrowLeft": if (!cells) return; this.moveTo(this.active, Math.max(0, this.activeColumn - 1)); break;
      case "Enter": case " ": if (this.size > 0) this.open(this.active, this.activeColumn); break;
      default: return;
    }
    event.preventDefault();
  }

  clicked(event) {
    const tr = event.target.closest("tr.row");
    if (tr === null) return;
    const td = event.target.closest("td, th");
    const column = this.activeColumn >= 0 ? [...tr.children].indexOf(td) - 1 : -1;
    this.active = Number(tr.dataset.position);
    if (this.activeColumn >= 0) this.activeColumn = Math.max(0, column);
    this.markActive();
    this.open(this.active, column);
  }
}
