package io.portprobe.examples.lab.captures;

import io.portprobe.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Captured responses of a real server, and what independent tools read in them.
 *
 * @param id the name of the case
 * @param protocol the protocol to speak
 * @param transport TCP or UDP
 * @param options options of the protocol and of the case, by name
 * @param answers the responses, each of one or more messages
 * @param expected the values of each field, in order; no values if the field must be absent
 */
record CaptureCase(
    String id,
    String protocol,
    Transport transport,
    Map<String, String> options,
    List<List<byte[]>> answers,
    Map<String, List<String>> expected) {

  /** Reads a file of lines {@code key: value}. */
  static CaptureCase read(Path file) throws IOException {
    Map<String, String> single = new LinkedHashMap<>();
    Map<String, String> options = new LinkedHashMap<>();
    List<List<byte[]>> answers = new ArrayList<>();
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String key = line.substring(0, line.indexOf(':'));
      String value = line.substring(key.length() + 1).replaceFirst("^ ", "");
      switch (key) {
        case "option" -> {
          int equals = value.indexOf('=');
          options.put(value.substring(0, equals), value.substring(equals + 1));
        }
        case "answer" ->
            answers.add(Arrays.stream(value.split("\\|")).map(HexFormat.of()::parseHex).toList());
        case "expect" -> {
          int equals = value.indexOf(" =");
          expected
              .computeIfAbsent(value.substring(0, equals), field -> new ArrayList<>())
              .add(value.substring(equals + 2).replaceFirst("^ ", ""));
        }
        case "none" -> expected.putIfAbsent(value, new ArrayList<>());
        default -> single.put(key, value);
      }
    }
    return new CaptureCase(
        single.getOrDefault("id", file.toString()),
        single.getOrDefault("protocol", ""),
        Transport.valueOf(single.getOrDefault("transport", "udp").toUpperCase(Locale.ROOT)),
        options,
        answers,
        expected);
  }

  @Override
  public String toString() {
    return id;
  }
}
