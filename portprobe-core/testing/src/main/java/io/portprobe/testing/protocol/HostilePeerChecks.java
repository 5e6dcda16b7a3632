package io.portprobe.testing.protocol;

import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.DialogueHarness.End;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Contract checks against a malicious peer. */
final class HostilePeerChecks {
  private static final int GARBAGE_SEEDS = 500;
  private static final int MAX_GARBAGE = 2048;
  private static final int MEASURED_TOGETHER = 5;
  private static final int MAX_DATAGRAM = 65_507;
  private static final int STREAM_PIECE = 8192;
  private static final int FLOOD_DATAGRAMS = 200;
  private static final int MAX_REQUESTS_OF_FLOOD = 100;
  private static final int MAX_RESPONSES = 20;
  private static final byte[] EDGE_VALUES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

  // More than any of these responses needs, and less than a 32-bit length that is trusted.
  private static final long MAX_ALLOCATION = 4L << 20;

  private final ContractConversations conversations;

  HostilePeerChecks(ProtocolContract contract) {
    this.conversations = new ContractConversations(contract);
  }

  void truncationIsSurvived() {
    int length = conversations.stream().length;
    LongStream.concat(conversations.positions(), LongStream.of(length))
        .forEach(
            at -> {
              String scenario = "only " + at + " of " + length + " bytes";
              conversations.run(scenario, conversations.goodServer(DeliveryMode.truncatedAt(at)));
              conversations.runAndClose(
                  scenario + ", then the end of the stream",
                  conversations.goodServer(DeliveryMode.truncatedAt(at)));
            });
  }

  void garbageIsSurvived() {
    if (!conversations.overTcp()) {
      conversations.run("empty datagram", SimulatedPeer.sending(List.of(new byte[0])));
    }
    for (int seed = 0; seed < GARBAGE_SEEDS; ) {
      List<Conversation> some = new ArrayList<>();
      for (int i = 0; i < MEASURED_TOGETHER && seed < GARBAGE_SEEDS; i++, seed++) {
        List<byte[]> garbage = garbage(new Random(seed));
        some.add(
            new Conversation("random bytes of seed " + seed, () -> SimulatedPeer.sending(garbage)));
      }
      checkAllocation(MAX_ALLOCATION, some);
    }
  }

  private static List<byte[]> garbage(Random random) {
    List<byte[]> garbage = new ArrayList<>();
    for (int pieces = random.nextInt(1, 4); pieces > 0; pieces--) {
      // Mostly short, because a dialogue rejects garbage by its first bytes.
      byte[] piece = new byte[random.nextInt(1, random.nextInt(2, MAX_GARBAGE))];
      random.nextBytes(piece);
      garbage.add(piece);
    }
    return garbage;
  }

  void changedByteIsSurvived() {
    long before = ThreadAllocations.currentThread();
    byte[] stream = conversations.stream();
    int length = stream.length;
    long limit = MAX_ALLOCATION + 4 * (ThreadAllocations.currentThread() - before);
    conversations
        .positions()
        .forEach(
            at -> {
              List<Conversation> some = new ArrayList<>();
              for (byte value : EDGE_VALUES) {
                if (value != stream[(int) at]) {
                  some.add(changed((int) at, length, value));
                }
              }
              checkAllocation(limit, some);
            });
  }

  private Conversation changed(int at, int length, byte value) {
    return new Conversation(
        "byte " + at + " of " + length + " changed to " + HexFormat.of().toHexDigits(value),
        () -> conversations.goodServer(DeliveryMode.changedAt(at, value)));
  }

  /**
   * A conversation whose allocated memory is limited.
   *
   * @param peer creates its peer
   */
  private record Conversation(String scenario, Supplier<SimulatedPeer> peer) {}

  /**
   * Measures some conversations together, because a measurement takes longer than a conversation
   * with a wrong byte. If that is too much, it measures each one, and twice before it fails: the
   * first conversation of a kind also loads classes.
   *
   * @param limit the most bytes that one conversation may allocate
   */
  private void checkAllocation(long limit, List<Conversation> some) {
    if (allocatedBy(some) <= limit) {
      return;
    }
    for (Conversation each : some) {
      long allocated = allocatedBy(List.of(each));
      if (allocated > limit) {
        allocated = Math.min(allocated, allocatedBy(List.of(each)));
      }
      if (allocated > limit) {
        throw new AssertionError(
            each.scenario()
                + ": allocated "
                + allocated
                + " bytes (expected: at most "
                + limit
                + ")");
      }
    }
  }

  private long allocatedBy(List<Conversation> some) {
    long before = ThreadAllocations.currentThread();
    for (Conversation each : some) {
      conversations.runAndClose(each.scenario(), each.peer().get());
    }
    return ThreadAllocations.currentThread() - before;
  }

  void endlessReplyIsBounded() {
    int length = conversations.stream().length;
    Map<String, byte[]> pieces = new LinkedHashMap<>();
    int size = conversations.overTcp() ? STREAM_PIECE : MAX_DATAGRAM;
    fillers().forEach((name, filler) -> pieces.put(name, repeated(filler, size)));
    LongStream.of(0, 1, length / 2, length - 1, length)
        .distinct()
        .forEach(at -> pieces.forEach((name, piece) -> flood(at, name, piece)));
  }

  private void flood(long at, String name, byte[] piece) {
    String scenario = at + " good bytes, then endless " + name;
    SimulatedPeer good = conversations.goodServer(DeliveryMode.truncatedAt(at));
    if (conversations.overTcp()) {
      SimulatedPeer endless = SimulatedPeer.sending(() -> Optional.of(piece));
      expectEnd(scenario, conversations.run(scenario, SimulatedPeer.sequence(good, endless)));
    } else {
      SimulatedPeer many = SimulatedPeer.sending(Collections.nCopies(FLOOD_DATAGRAMS, piece));
      Result result = conversations.run(scenario, SimulatedPeer.sequence(good, many));
      if (result.sent().size() > MAX_REQUESTS_OF_FLOOD) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "%s: the dialogue sent %d requests (expected: at most %d)",
                scenario,
                result.sent().size(),
                MAX_REQUESTS_OF_FLOOD));
      }
    }
  }

  private static void expectEnd(String scenario, Result result) {
    if (result.end() == End.LIMIT_EXCEEDED) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: the dialogue did not end after %d received bytes and %d requests: %s",
              scenario,
              result.received().count(),
              result.sent().size(),
              result.cause()));
    }
  }

  /** Returns the byte sequences that a flood repeats, by name. */
  private Map<String, byte[]> fillers() {
    byte[] random = new byte[STREAM_PIECE];
    new Random(0).nextBytes(random);
    Map<String, byte[]> fillers = new LinkedHashMap<>();
    fillers.put("zeros", new byte[1]);
    fillers.put("ones", new byte[] {(byte) 0xff});
    fillers.put("letters", new byte[] {'A'});
    fillers.put("line breaks", new byte[] {'\r', '\n'});
    fillers.put("random bytes", random);
    byte[] responses = conversations.stream();
    if (responses.length > 0) {
      fillers.put("good responses", responses);
    }
    return fillers;
  }

  private static byte[] repeated(byte[] pattern, int length) {
    byte[] bytes = Arrays.copyOf(pattern, length);
    for (int filled = pattern.length; filled < length; filled *= 2) {
      System.arraycopy(bytes, 0, bytes, filled, Math.min(filled, length - filled));
    }
    return bytes;
  }

  void tlsFailureIsSurvived() {
    tlsFailures()
        .forEach(
            (name, failure) -> {
              String scenario = "good server, TLS handshake with " + name;
              expectEnd(
                  scenario,
                  conversations.run(
                      scenario,
                      SimulatedPeer.rejectingTls(
                          conversations.goodServer(DeliveryMode.unchanged()), failure)));
            });
  }

  private static Map<String, TlsFailure> tlsFailures() {
    ByteBuffer none = ByteBuffer.allocate(0);
    TlsInfo tls = TlsInfo.builder().complete(false).build();
    TlsFailure closed = TlsFailure.of("the peer closed the connection", tls, none);
    ByteBuffer text = ByteBuffer.wrap("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
    Map<String, TlsFailure> failures = new LinkedHashMap<>();
    failures.put("the end of the stream", closed);
    failures.put(
        "a fatal alert",
        TlsFailure.of("received the alert handshake_failure", tls, none)
            .withReceived(ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, 40})));
    failures.put("no response", TlsFailure.of("no response", tls, none).asTimeout());
    failures.put("plain text", TlsFailure.of("the peer sent no TLS", tls, text));
    return failures;
  }

  void repetitionIsBounded() {
    int responses = conversations.responses().size();
    for (int k = 1; k < Math.min(responses, MAX_RESPONSES); k++) {
      String scenario =
          "response " + k + " of " + (responses - 1) + " repeated for all later requests";
      expectEnd(scenario, conversations.run(scenario, conversations.repeating(k)));
    }
  }
}
