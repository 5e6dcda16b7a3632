package io.portprobe.testing.protocol;

import io.portprobe.testing.protocol.DialogueHarness.End;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** What a {@link ProtocolContract} asks of conversations with a peer that means harm. */
final class HostilePeerChecks {
  private static final int GARBAGE_SEEDS = 500;
  private static final int LONGEST_GARBAGE = 2048;
  private static final int LONGEST_DATAGRAM = 65_507;
  private static final int STREAM_PIECE = 8192;
  private static final int FLOOD = 200;
  private static final int MOST_ANSWERS = 20;
  private static final byte[] EVIL = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};

  // More than any answer here is worth, and less than a length of 32 bits that was believed.
  private static final long SPARE = 32L << 20;

  private final ContractConversations rehearsals;

  HostilePeerChecks(ProtocolContract contract) {
    this.rehearsals = new ContractConversations(contract);
  }

  void truncationIsSurvived() {
    int length = rehearsals.stream().length;
    LongStream.concat(rehearsals.positions(), LongStream.of(length))
        .forEach(
            at -> {
              String story = at + " of " + length + " bytes";
              rehearsals.hold(story, rehearsals.goodServer(DeliveryMode.upTo(at)));
              rehearsals.holdAndClose(
                  story + ", then the end", rehearsals.goodServer(DeliveryMode.upTo(at)));
            });
  }

  void garbageIsSurvived() {
    if (!rehearsals.overTcp()) {
      rehearsals.hold("an empty datagram", SimulatedPeer.saying(List.of(new byte[0])));
    }
    for (int seed = 0; seed < GARBAGE_SEEDS; seed++) {
      List<byte[]> garbage = garbage(new Random(seed));
      String story = "garbage of seed " + seed;
      frugally(SPARE, story, () -> rehearsals.holdAndClose(story, SimulatedPeer.saying(garbage)));
    }
  }

  private static List<byte[]> garbage(Random random) {
    List<byte[]> garbage = new ArrayList<>();
    for (int pieces = random.nextInt(1, 4); pieces > 0; pieces--) {
      // Mostly short, since long garbage is found out by its beginning.
      byte[] piece = new byte[random.nextInt(1, random.nextInt(2, LONGEST_GARBAGE))];
      random.nextBytes(piece);
      garbage.add(piece);
    }
    return garbage;
  }

  void changedByteIsSurvived() {
    long before = ThreadAllocations.soFar();
    int length = rehearsals.stream().length;
    long most = SPARE + 4 * (ThreadAllocations.soFar() - before);
    rehearsals
        .positions()
        .forEach(
            at -> {
              for (byte evil : EVIL) {
                String story = "byte %d of %d made %02x".formatted(at, length, evil);
                SimulatedPeer server = rehearsals.goodServer(DeliveryMode.changed(at, evil));
                frugally(most, story, () -> rehearsals.holdAndClose(story, server));
              }
            });
  }

  private static void frugally(long most, String story, Runnable conversation) {
    long before = ThreadAllocations.soFar();
    conversation.run();
    long allocated = ThreadAllocations.soFar() - before;
    if (allocated > most) {
      throw new AssertionError(
          story + ": allocated " + allocated + " bytes (expected: at most " + most + ")");
    }
  }

  void endlessReplyIsBounded() {
    int length = rehearsals.stream().length;
    LongStream.of(0, 1, length / 2, length - 1, length)
        .distinct()
        .forEach(at -> fillers().forEach((name, filler) -> flood(at, name, filler)));
  }

  private void flood(long at, String name, byte[] filler) {
    String story = "an endless reply of " + name + " after " + at + " good bytes";
    SimulatedPeer good = rehearsals.goodServer(DeliveryMode.upTo(at));
    if (rehearsals.overTcp()) {
      byte[] piece = repeated(filler, STREAM_PIECE);
      SimulatedPeer endless = SimulatedPeer.saying(() -> Optional.of(piece));
      expectEnd(story, rehearsals.hold(story, SimulatedPeer.first(good, endless)));
    } else {
      byte[] datagram = repeated(filler, LONGEST_DATAGRAM);
      List<byte[]> many = Collections.nCopies(FLOOD, datagram);
      rehearsals.hold(story, SimulatedPeer.first(good, SimulatedPeer.saying(many)));
    }
  }

  private static void expectEnd(String story, Result result) {
    if (result.end() == End.TOO_MUCH) {
      throw new AssertionError(
          "%s: no end after %d bytes in answer to %d requests"
              .formatted(story, result.given(), result.sent().size()));
    }
  }

  /** Bytes to repeat for ever, by name. */
  private Map<String, byte[]> fillers() {
    byte[] random = new byte[STREAM_PIECE];
    new Random(0).nextBytes(random);
    Map<String, byte[]> fillers = new LinkedHashMap<>();
    fillers.put("zeros", new byte[1]);
    fillers.put("ones", new byte[] {(byte) 0xff});
    fillers.put("letters", new byte[] {'A'});
    fillers.put("line ends", new byte[] {'\r', '\n'});
    fillers.put("random bytes", random);
    byte[] answers = rehearsals.stream();
    if (answers.length > 0) {
      fillers.put("good answers", answers);
    }
    return fillers;
  }

  private static byte[] repeated(byte[] pattern, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    return bytes;
  }

  void repetitionIsBounded() {
    int answers = rehearsals.answers().size();
    for (int k = 1; k < Math.min(answers, MOST_ANSWERS); k++) {
      String story = "answer " + k + " of " + (answers - 1) + " to every further request";
      expectEnd(story, rehearsals.hold(story, rehearsals.repeating(k)));
    }
  }
}
