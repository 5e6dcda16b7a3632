package io.portprobe.examples.portprobe.output.xml;

import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import java.io.IOException;
import java.util.List;

/** Rows about host names, which nmap has no element for: the script {@code portprobe-names}. */
final class NmapNames {
  private NmapNames() {}

  static void write(XmlOutput xml, List<NameRecord> names) throws IOException {
    xml.begin("script", "id", "portprobe-names");
    xml.attribute("output", String.join("\n", names.stream().map(NmapNames::line).toList()));
    for (NameRecord row : names) {
      xml.begin("table", "key", row.host());
      xml.element("elem", row.name(), "key", "name");
      xml.element("elem", row.seen(), "key", "seen");
      xml.element("elem", row.expectation().text(), "key", "expected");
      xml.element("elem", Boolean.toString(row.expectation().met()), "key", "met");
      for (String difference : row.expectation().differences()) {
        xml.element("elem", difference, "key", "difference");
      }
      xml.end();
    }
    xml.end();
  }

  private static String line(NameRecord row) {
    Expectation expectation = row.expectation();
    return row.host()
        + " "
        + row.seen()
        + (expectation.met() ? ", as expected: " : ", not as expected: ")
        + expectation.text();
  }
}
