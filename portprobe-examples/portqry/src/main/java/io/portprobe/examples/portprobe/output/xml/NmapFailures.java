package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ports that were not probed: the script {@code portprobe-not-probed}. */
final class NmapFailures {
  private final Spool spool;
  private final int depth;
  private final List<Spool.Part> lines = new ArrayList<>();
  private final List<Spool.Part> elements = new ArrayList<>();

  /**
   * Creates a list.
   *
   * @param depth the number of elements that enclose the elements of the lines
   */
  NmapFailures(Spool spool, int depth) {
    this.spool = spool;
    this.depth = depth;
  }

  void add(ResultRecord result) throws IOException {
    String line = NmapWords.failure(result);
    lines.add(XmlOutput.spooledAttribute(spool, line));
    elements.add(XmlOutput.spooled(spool, depth, xml -> xml.element("elem", line)));
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  void write(XmlOutput xml) throws IOException {
    xml.begin("script", "id", "portprobe-not-probed");
    xml.attribute("output", spool, lines);
    for (Spool.Part element : elements) {
      xml.part(spool, element);
    }
    xml.end();
  }
}
