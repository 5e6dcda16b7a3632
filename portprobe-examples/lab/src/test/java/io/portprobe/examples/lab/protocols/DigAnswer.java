package io.portprobe.examples.lab.protocols;

import io.portprobe.examples.lab.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The output of dig for the query that portprobe sends. */
record DigAnswer(List<String> output) {
  static DigAnswer query(
      String server, String transport, String name, String type, String dnsClass) {
    return new DigAnswer(
        Tool.run(
            "dig",
            "@" + server,
            transport.equals("tcp") ? "+tcp" : "+notcp",
            "+ignore",
            "+adflag",
            "+nocookie",
            "+nsid",
            "+bufsize=1232",
            "+tries=1",
            "-c",
            dnsClass,
            "-t",
            type,
            "-q",
            name));
  }

  String status() {
    return find("status: (\\w+),").orElseThrow();
  }

  List<String> flags() {
    return Arrays.asList(find("^;; flags: ([a-z ]*);").orElseThrow().trim().split(" "));
  }

  int size() {
    return Integer.parseInt(find("MSG SIZE +rcvd: (\\d+)").orElseThrow());
  }

  /** Payload size and server identifier. */
  Optional<String> edns() {
    return find("^; EDNS: version: 0,.* udp: (\\d+)")
        .map(size -> size + " " + find("^; NSID: .*\\(\"(.*)\"\\)").orElse("-"));
  }

  /** The records of a section, white space and case of no account, sorted. */
  List<String> section(String name) {
    List<String> records = new ArrayList<>();
    int start = output.indexOf(";; " + name + " SECTION:");
    for (int i = start + 1; start >= 0 && !output.get(i).isBlank(); i++) {
      records.add(output.get(i).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
    }
    return records.stream().sorted().toList();
  }

  private Optional<String> find(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return output.stream()
        .map(compiled::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
