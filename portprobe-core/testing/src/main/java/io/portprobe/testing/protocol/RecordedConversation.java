package io.portprobe.testing.protocol;

import io.portprobe.CheckReturnValue;
import io.portprobe.Transport;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A conversation of a client with a real server, which a {@link ProtocolContract} replays. {@link
 * ConversationRecorder} records one. Immutable and thread-safe.
 *
 * <p>The text form is for files that people read and review. A line has up to 16 bytes in
 * hexadecimal, then a bar and the same bytes as text, which is ignored. The first line of a message
 * starts with {@code >} if the client sent it, and with {@code <} if the server did. Lines that
 * start with {@code #} are comments.
 *
 * <pre>{@code
 * tcp
 * > 50 49 4e 47 0d 0a                                | PING..
 * < 2b 50 4f 4e 47 0d 0a                             | +PONG..
 * closed
 * }</pre>
 *
 * <p>The line {@code closed}, which only TCP has and only at the end, is the end of the stream that
 * the server sends.
 */
public final class RecordedConversation {
  private static final int BYTES_A_LINE = 16;
  private static final String CLOSED = "closed";

  /** A message, over TCP all data in one direction. */
  static final class Message {
    private final boolean ofServer;
    private final byte[] bytes;

    Message(boolean ofServer, byte[] bytes) {
      this.ofServer = ofServer;
      this.bytes = bytes.clone();
    }

    boolean ofServer() {
      return ofServer;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /** Bytes of a request that the server copies into its response. */
  private record Copied(int from, int to, int length) {}

  private final Transport transport;
  private final List<Message> messages;
  private final boolean closed;
  private final List<Copied> copied;

  RecordedConversation(
      Transport transport, List<Message> messages, boolean closed, List<Copied> copied) {
    this.transport = transport;
    this.messages = List.copyOf(messages);
    this.closed = closed;
    this.copied = List.copyOf(copied);
  }

  /**
   * Reads a resource of a test.
   *
   * @param test the class whose package contains the resource
   * @param name the name of the file
   * @return the conversation
   * @throws IllegalArgumentException if there is no such resource, or it is malformed
   * @throws UncheckedIOException if the resource cannot be read
   */
  public static RecordedConversation read(Class<?> test, String name) {
    try (InputStream in = test.getResourceAsStream(name)) {
      if (in == null) {
        String path =
            name.startsWith("/")
                ? name.substring(1)
                : test.getPackageName().replace('.', '/') + "/" + name;
        throw new IllegalArgumentException(
            "name: "
                + name
                + " (expected: the resource "
                + path
                + ", in a Maven project the file src/test/resources/"
                + path
                + ")");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Parses the text form.
   *
   * @param text the text, as {@link #toText()} returns it
   * @return the conversation
   * @throws IllegalArgumentException if the text is malformed
   */
  public static RecordedConversation parse(String text) {
    return new RecordingParser(text).parse();
  }

  /**
   * Returns the same conversation with a field that the server copies from the request, for example
   * an id. {@link #response} then copies it, if both the request and the response are long enough.
   *
   * @param from the offset in the request
   * @param to the offset in the response
   * @param length the length in bytes
   * @return a new conversation
   * @throws IllegalArgumentException if an argument is negative
   */
  @CheckReturnValue
  public RecordedConversation copying(int from, int to, int length) {
    if (from < 0 || to < 0 || length < 0) {
      throw new IllegalArgumentException(
          "from, to, length: "
              + List.of(from, to, length)
              + " (expected: numbers that are not negative)");
    }
    List<Copied> all = new ArrayList<>(copied);
    all.add(new Copied(from, to, length));
    return new RecordedConversation(transport, messages, closed, all);
  }

  /**
   * Returns the transport.
   *
   * @return TCP or UDP
   */
  public Transport transport() {
    return transport;
  }

  /**
   * Returns what the server sent before the first request, for {@link ProtocolContract#greeting()}.
   *
   * @return read-only messages, possibly none
   */
  public List<ByteBuffer> greeting() {
    return following(-1).stream().map(RecordedConversation::readOnly).toList();
  }

  /**
   * Returns what the server sent after the recorded request that is most like a request, for {@link
   * ProtocolContract#response}. Requests of the same length are compared byte by byte, others by
   * their length.
   *
   * <p>Over TCP, requests that the client sent one after another without waiting are one recorded
   * request. The last part of it has the response of the whole, each other part has none. A part is
   * compared byte by byte, so a part with a random id is not found.
   *
   * @param request the request, from position to limit; the position does not change
   * @return read-only messages, possibly none
   */
  public List<ByteBuffer> response(ByteBuffer request) {
    byte[] bytes = new byte[request.remaining()];
    request.duplicate().get(bytes);
    int best = -1;
    for (int i = 0; i < messages.size(); i++) {
      if (!messages.get(i).ofServer() && (best < 0 || distance(i, bytes) < distance(best, bytes))) {
        best = i;
      }
    }
    OptionalInt whole =
        best < 0 || distance(best, bytes) == 0 ? OptionalInt.empty() : containing(bytes);
    if (whole.isPresent()) {
      byte[] recorded = messages.get(whole.getAsInt()).bytes();
      if (!endsWith(recorded, bytes)) {
        return List.of();
      }
      best = whole.getAsInt();
    }
    return best < 0
        ? List.of()
        : following(best).stream().map(response -> readOnly(copy(bytes, response))).toList();
  }

  /**
   * Returns whether the server closed the stream, for {@link ProtocolContract#closesStream()}.
   *
   * @return false over UDP
   */
  public boolean closesStream() {
    return closed;
  }

  /** Returns a number that is greater the less a recorded request is like a request. */
  private long distance(int index, byte[] request) {
    byte[] recorded = messages.get(index).bytes();
    if (recorded.length != request.length) {
      return 1L << 32 | Math.abs(recorded.length - request.length);
    }
    long different = 0;
    for (int i = 0; i < request.length; i++) {
      different += recorded[i] == request[i] ? 0 : 1;
    }
    return different;
  }

  /** Returns the first recorded request that contains a request as a part, if any. */
  private OptionalInt containing(byte[] request) {
    if (transport == Transport.UDP || request.length == 0) {
      return OptionalInt.empty();
    }
    return IntStream.range(0, messages.size())
        .filter(i -> !messages.get(i).ofServer() && contains(messages.get(i).bytes(), request))
        .findFirst();
  }

  private static boolean contains(byte[] recorded, byte[] request) {
    return IntStream.rangeClosed(0, recorded.length - request.length)
        .anyMatch(at -> matches(recorded, at, request));
  }

  private static boolean endsWith(byte[] recorded, byte[] request) {
    return matches(recorded, recorded.length - request.length, request);
  }

  private static boolean matches(byte[] recorded, int at, byte[] request) {
    return Arrays.equals(recorded, at, at + request.length, request, 0, request.length);
  }

  private List<byte[]> following(int index) {
    List<byte[]> responses = new ArrayList<>();
    for (int i = index + 1; i < messages.size() && messages.get(i).ofServer(); i++) {
      responses.add(messages.get(i).bytes());
    }
    return responses;
  }

  private byte[] copy(byte[] request, byte[] response) {
    byte[] result = response.clone();
    for (Copied each : copied) {
      if (each.from() <= request.length - each.length()
          && each.to() <= result.length - each.length()) {
        System.arraycopy(request, each.from(), result, each.to(), each.length());
      }
    }
    return result;
  }

  private static ByteBuffer readOnly(byte[] bytes) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /**
   * Writes the text form to a file, which it replaces.
   *
   * @param file the file
   * @param comment what was recorded, for example the name and version of the server; its lines
   *     become comments
   * @throws UncheckedIOException if the file cannot be written
   */
  public void write(Path file, String comment) {
    StringBuilder text = new StringBuilder();
    comment.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    try {
      Files.writeString(file, text.append(toText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the text form.
   *
   * @return lines as described in {@link RecordedConversation}, each with a line feed
   */
  public String toText() {
    StringBuilder text = new StringBuilder(transport == Transport.TCP ? "tcp\n" : "udp\n");
    for (Message message : messages) {
      append(text, message);
    }
    return text.append(closed ? CLOSED + "\n" : "").toString();
  }

  private static void append(StringBuilder text, Message message) {
    byte[] bytes = message.bytes();
    for (int from = 0; from == 0 || from < bytes.length; from += BYTES_A_LINE) {
      int to = Math.min(bytes.length, from + BYTES_A_LINE);
      String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
      text.append(from > 0 ? ' ' : message.ofServer() ? '<' : '>').append(' ').append(hex);
      text.append(" ".repeat(3 * BYTES_A_LINE - hex.length())).append("| ");
      for (int i = from; i < to; i++) {
        text.append(SafeText.isPrintableAscii(bytes[i]) ? (char) bytes[i] : '.');
      }
      text.append('\n');
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedConversation that
        && toText().equals(that.toText())
        && copied.equals(that.copied);
  }

  @Override
  public int hashCode() {
    return Objects.hash(toText(), copied);
  }

  /** Returns the transport and the number of messages. */
  @Override
  public String toString() {
    return "RecordedConversation[" + transport + ", messages: " + messages.size() + "]";
  }

  /** A parser of the text form. */
  private static final class RecordingParser {
    private final List<String> lines;
    private final List<Message> messages = new ArrayList<>();
    private int number;

    RecordingParser(String text) {
      this.lines = text.lines().toList();
    }

    RecordedConversation parse() {
      Transport transport = null;
      boolean closed = false;
      for (String line : lines) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (transport == null) {
          transport = transport(line);
        } else if (closed) {
          throw malformed(line, "nothing after '" + CLOSED + "'");
        } else if (transport == Transport.TCP && line.strip().equals(CLOSED)) {
          closed = true;
        } else {
          addBytes(line);
        }
      }
      if (transport == null) {
        throw malformed("", "tcp or udp");
      }
      return new RecordedConversation(transport, messages, closed, List.of());
    }

    private Transport transport(String line) {
      return switch (line.strip()) {
        case "tcp" -> Transport.TCP;
        case "udp" -> Transport.UDP;
        default -> throw malformed(line, "tcp or udp");
      };
    }

    private void addBytes(String line) {
      char kind = line.charAt(0);
      int bar = line.indexOf('|');
      byte[] bytes = bytes(line, bar < 0 ? line.length() : bar);
      if (kind == '>' || kind == '<') {
        messages.add(new Message(kind == '<', bytes));
      } else if (kind == ' ' && !messages.isEmpty()) {
        Message last = messages.remove(messages.size() - 1);
        messages.add(
            new Message(
                last.ofServer(),
                ByteBuffer.allocate(last.bytes().length + bytes.length)
                    .put(last.bytes())
                    .put(bytes)
                    .array()));
      } else {
        throw malformed(line, "a line that starts with >, <, or a space after such a line");
      }
    }

    private byte[] bytes(String line, int end) {
      try {
        return HexFormat.of().parseHex(line.substring(1, end).replace(" ", ""));
      } catch (IllegalArgumentException e) {
        throw malformed(line, "bytes in hexadecimal");
      }
    }

    private IllegalArgumentException malformed(String line, String expected) {
      return new IllegalArgumentException(
          "line " + number + ": " + SafeText.quote(line) + " (expected: " + expected + ")");
    }
  }
}
