// The filters: which rows are shown.

class Filter {
  constructor(data) {
    this.data = data;
    this.clear();
  }

  clear() {
    this.states = new Set();
    this.verdict = 0;
    this.words = [];
    this.host = "";
    this.reason = null;
    this.source = null;
    this.from = null; // milliseconds after the start of the run
    this.to = null;
    this.subset = null; // {label, indexes} of a cell of the matrix
  }

  get active() {
    return this.states.size > 0 || this.verdict !== 0 || this.words.length > 0 || this.host !== "" || this.reason !== null
      || this.source !== null || this.from !== null || this.subset !== null;
  }

  accepts(index) {
    const row = this.data.rows[index];
    if (this.states.size > 0 && !this.states.has(row[ROW.STATE])) return false;
    if (this.verdict !== 0 && row[ROW.VERDICT] !== this.verdict) return false;
    if (this.reason !== null && row[ROW.REASON] !== this.reason) return false;
    if (this.source !== null && row[ROW.SOURCE] !== this.source) return false;
    if (this.from !== null && !(row[ROW.STARTED] !== null && row[ROW.STARTED] >= this.from && row[ROW.STARTED] < this.to)) return false;
    if (this.host !== "" && !row[ROW.HOST].toLowerCase().includes(this.host) && !row[ROW.ADDRESS].includes(this.host)) return false;
    if (this.words.length === 0) return true;
    const haystack = this.data.haystack(index);
    return this.words.every((word) => haystack.includes(word));
  }

  /** Returns the indexes of the accepted rows, in the order of the run. */
  apply() {
    const accepted = [];
    if (this.subset !== null) {
      for (const index of this.subset.indexes) if (this.accepts(index)) accepted.push(index);
    } else {
      for (let index = 0; index < this.data.rows.length; index++) if (this.accepts(index)) accepted.push(index);
    }
    return accepted;
  }

  /** Returns the filters in words, for print. */
  description() {
    const parts = [];
    if (this.states.size > 0) parts.push("state " + [...this.states].map((state) => STATES[state].label).join(" or "));
    if (this.verdict !== 0) parts.push(VERDICTS[this.verdict].label);
    if (this.words.length > 0) parts.push("text '" + this.words.join(" ") + "'");
    if (this.host !== "") parts.push("host '" + this.host + "'");
    if (this.reason !== null) parts.push("reason '" + this.reason + "'");
    if (this.source !== null) parts.push("source '" + this.source + "'");
    if (this.from !== null) parts.push("started " + duration(this.from) + " to " + duration(this.to) + " after the beginning");
    if (this.subset !== null) parts.push(this.subset.label);
    return parts.join(", ");
  }
}
