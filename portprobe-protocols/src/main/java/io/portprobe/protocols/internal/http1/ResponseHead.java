package io.portprobe.protocols.internal.http1;

import io.portprobe.protocols.internal.text.PeerText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1 response (RFC 9112 sections 4 and 5).
 *
 * @param version for example {@code "1.1"}
 * @param complete whether the empty line at its end was received and all fields were kept
 */
public record ResponseHead(
    String version, int status, String reason, List<Field> fields, boolean complete) {
  /**
   * A field (RFC 9110 section 5).
   *
   * @param name the name as received; the whole line if it has no colon
   * @param value the value without surrounding white space
   */
  public record Field(String name, String value) {}

  private static final int MAX_FIELDS = 1_000;

  /** Heap of a field beside its text, as a share of the finding. */
  private static final int FIELD_BYTES = 200;

  private static final byte[] START = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/(1\\.[0-9]) +([1-9][0-9]{2})(?: (.*))?", Pattern.DOTALL);

  /** Copies the list. */
  public ResponseHead {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a head, which may end early: an unfinished line at its end does not count.
   *
   * @param bytes from position to limit; the position does not change
   * @param budget the heap that the fields may use, in bytes
   * @return empty if there is no complete status line
   */
  public static Optional<ResponseHead> read(ByteBuffer bytes, int budget) {
    if (!PeerText.startsWith(bytes, START)) {
      return Optional.empty();
    }
    String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    List<String> lines = lines(text);
    Matcher status = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!status.matches()) {
      return Optional.empty();
    }
    int end = lines.indexOf("");
    List<String> unfolded = unfold(lines.subList(1, end < 0 ? lines.size() : end));
    List<Field> fields = fields(unfolded, budget);
    return Optional.of(
        new ResponseHead(
            status.group(1),
            Integer.parseInt(status.group(2)),
            status.group(3) == null ? "" : status.group(3).strip(),
            fields,
            end >= 0 && fields.size() == unfolded.size()));
  }

  /** Returns the lines that have an end. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      int end = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
      lines.add(text.substring(from, end));
      from = to + 1;
    }
    return lines;
  }

  /** Joins each line with its continuations (RFC 9112 section 5.2). */
  private static List<String> unfold(List<String> lines) {
    List<String> unfolded = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        field.append(' ').append(line.strip());
      } else {
        addUnlessEmpty(unfolded, field);
        field.setLength(0);
        field.append(line);
      }
    }
    addUnlessEmpty(unfolded, field);
    return unfolded;
  }

  private static void addUnlessEmpty(List<String> lines, StringBuilder line) {
    if (line.length() > 0) {
      lines.add(line.toString());
    }
  }

  private static List<Field> fields(List<String> lines, int budget) {
    List<Field> fields = new ArrayList<>();
    int left = budget;
    for (String line : lines) {
      left -= FIELD_BYTES + 2 * line.length();
      if (left < 0 || fields.size() == MAX_FIELDS) {
        break;
      }
      int colon = line.indexOf(':');
      fields.add(
          colon < 0
              ? new Field(line, "")
              : new Field(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
    }
    return fields;
  }

  /** Returns the value of the first field of a name, which is in lower case. */
  public Optional<String> field(String name) {
    return values(name).stream().findFirst();
  }

  /** Returns the values of all fields of a name, which is in lower case. */
  public List<String> values(String name) {
    return fields.stream()
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
        .map(Field::value)
        .toList();
  }

  /** Returns whether a field with a list of tokens contains one, in any case. */
  public boolean hasToken(String name, String token) {
    return values(name).stream()
        .flatMap(value -> Arrays.stream(value.toLowerCase(Locale.ROOT).split(",", -1)))
        .anyMatch(each -> each.strip().equals(token));
  }
}
