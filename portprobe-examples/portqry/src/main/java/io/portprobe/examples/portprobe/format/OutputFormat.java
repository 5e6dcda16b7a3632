package io.portprobe.examples.portprobe.format;

import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.json.JsonLinesWriter;
import io.portprobe.examples.portprobe.output.junit.JunitWriter;
import io.portprobe.examples.portprobe.output.tap.TapWriter;
import io.portprobe.examples.portprobe.output.text.TextWriter;
import io.portprobe.examples.portprobe.output.xml.NmapXmlWriter;

/** The formats of the output. {@link OutputOptions} has the options that select them. */
enum OutputFormat {
  TEXT,
  JSON,
  XML,
  JUNIT,
  TAP;

  /** Returns a new writer. */
  ResultWriter open(Destination destination) {
    return switch (this) {
      case TEXT -> new TextWriter(destination);
      case JSON -> new JsonLinesWriter(destination);
      case XML -> new NmapXmlWriter(destination);
      case JUNIT -> new JunitWriter(destination);
      case TAP -> new TapWriter(destination);
    };
  }
}
