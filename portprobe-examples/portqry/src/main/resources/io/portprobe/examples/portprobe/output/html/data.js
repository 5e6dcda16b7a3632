// The data: blocks of JSON that the page contains. Rows are arrays; ROW names their columns.

const ROW = {ENDPOINT: 0, HOST: 1, ADDRESS: 2, PORT: 3, TRANSPORT: 4, STATE: 5, REASON: 6, EVIDENCE: 7,
  STARTED: 8, DURATION: 9, SERVICE: 10, SOURCE: 11, NAME: 12, EXPECTED: 13, VERDICT: 14};

/** The states in the order of the rows' numbers: those of ports, then those of host names, which have no port. The symbol repeats what the colour says. */
const STATES = [
  {key: "listening", label: "listening", symbol: "\u25CF"},
  {key: "refused", label: "not listening", symbol: "\u2715"},
  {key: "filtered", label: "filtered", symbol: "\u25A8"},
  {key: "unknown", label: "listening or filtered", symbol: "\u25CC"},
  {key: "failed", label: "not probed", symbol: "!"},
  {key: "named", label: "name resolved", symbol: "\u25C6"},
  {key: "failed", label: "name not resolved", symbol: "\u25C7"},
];

/** The verdicts in the order of the rows' numbers; an optional expectation that is not met is the last. */
const VERDICTS = [
  {key: "", label: "", symbol: ""},
  {key: "listening", label: "as expected", symbol: "\u2713"},
  {key: "refused", label: "not as expected", symbol: "\u2715"},
  {key: "filtered", label: "optional, not as expected", symbol: "\u2715"},
];

class Data {
  constructor() {
    this.info = Data.block("info", {});
    this.end = Data.block("end", null);
    this.domains = [...document.querySelectorAll("script.domain")].map((block) => JSON.parse(block.textContent));
    this.rows = [];
    this.chunkOf = []; // first row of each chunk
    for (const block of document.querySelectorAll("script.rows")) {
      const chunk = Data.parse(block);
      if (chunk === null) break; // the run was interrupted within this block
      this.chunkOf.push(this.rows.length);
      for (const row of chunk.rows) this.rows.push(row);
    }
    this.detailBlocks = document.getElementsByClassName("rows-details");
    this.parsedChunk = -1;
    this.parsedDetails = [];
    this.haystacks = new Array(this.rows.length);
    this.started = this.info.started;
    this.hasVerdicts = this.rows.some((row) => row[ROW.VERDICT] !== 0);
    this.sources = new Set(this.rows.map((row) => row[ROW.SOURCE]));
  }

  static parse(block) {
    try {
      return JSON.parse(block.textContent);
    } catch (e) {
      if (e instanceof SyntaxError) return null;
      throw e;
    }
  }

  static block(id, otherwise) {
    const block = $(id);
    return block === null ? otherwise : Data.parse(block) ?? otherwise;
  }

  /** Returns [explanation, findings, notes, differences] of a row, the last three as lines. Parses its block of details, which is kept until another one is needed. */
  details(index) {
    let chunk = this.chunkOf.length - 1;
    while (this.chunkOf[chunk] > index) chunk--;
    if (this.parsedChunk !== chunk) {
      const block = this.detailBlocks[chunk];
      this.parsedDetails = block === undefined ? [] : Data.parse(block)?.rows ?? [];
      this.parsedChunk = chunk;
    }
    return this.parsedDetails[index - this.chunkOf[chunk]] ?? ["", [], [], []];
  }

  /** Returns the text in which a filter looks for words, in lower case. */
  haystack(index) {
    let text = this.haystacks[index];
    if (text === undefined) {
      const row = this.rows[index];
      text = [row[ROW.ENDPOINT], row[ROW.ADDRESS], STATES[row[ROW.STATE]].label, row[ROW.REASON], row[ROW.EVIDENCE],
        row[ROW.SERVICE], row[ROW.SOURCE], row[ROW.NAME], row[ROW.EXPECTED]].join("\n").toLowerCase();
      this.haystacks[index] = text;
    }
    return text;
  }

  /** Returns values of a column and how often each occurs, the most frequent first. */
  frequencies(column) {
    const counts = new Map();
    for (const row of this.rows) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  time(offset) {
    return offset === null ? "" : new Date(this.started + offset).toISOString().replace("T", " ").replace("Z", " UTC");
  }
}

/** Returns a text whose order is the order of addresses, of both families. */
function addressKey(address) {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return "4" + address.split(".").map((octet) => octet.padStart(3, "0")).join("");
  if (!address.includes(":")) return address === "" ? "9" : "7" + address;
  const [head, tail] = address.split("%")[0].split("::");
  const groups = (part) => (part ? part.split(":") : []);
  const before = groups(head), after = groups(tail);
  const zeros = tail === undefined ? [] : new Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  return "6" + [...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join("");
}

/** Returns a text whose order is the order of endpoints: host, port, transport. */
function endpointKey(row) {
  return addressKey(row[ROW.HOST].toLowerCase()) + " " + portKey(row);
}

const portKey = (row) => String(row[ROW.PORT]).padStart(5, "0") + row[ROW.TRANSPORT];
