package io.portprobe.protocols.internal.dns;

import static io.portprobe.protocols.internal.dns.DnsMessageWriter.A;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.HIP;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.NS;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.RESPONSE;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.SOA;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.asking;
import static io.portprobe.protocols.internal.dns.DnsMessageWriter.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDnsServerTest {
  private static final int QUESTION_END = 12 + 13 + 4;

  private final DnsQuery question = DnsMessageWriter.question(asking(Transport.TCP));
  private final DnsResponseReader reader = new DnsResponseReader(question, Transport.TCP);

  private DnsMessageWriter response(int... counts) {
    int[] all = {1, 0, 0, 0};
    System.arraycopy(counts, 0, all, 1, counts.length);
    byte[] section = Arrays.copyOfRange(question.message(), 12, QUESTION_END);
    return message(question.id(), RESPONSE, all).bytes(section);
  }

  /** Decodes a message within bounded time and space. */
  private Optional<DnsAnswer> read(byte[] wire) {
    return Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          try {
            DnsAnswer answer = reader.read(wire, wire.length);
            long length = answer.lines().stream().mapToLong(String::length).sum();
            assertThat(length).isLessThan(1_000_000);
            assertThat(answer.lines()).noneMatch(line -> line.matches(".*\\p{Cntrl}.*"));
            answer.soaSerial();
            return Optional.of(answer);
          } catch (ResponseMismatchException e) {
            assertThat(e.reason()).isNotBlank();
            return Optional.empty();
          }
        });
  }

  private DnsAnswer answer(DnsMessageWriter response) {
    return read(response.toBytes()).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 255, 256, 65535})
  void recordCounts_tooHigh_decodesPresentRecords(int count) {
    for (int section = 0; section < 3; section++) {
      int[] counts = new int[3];
      counts[section] = count;
      DnsAnswer answer = answer(response(counts).pointer(12).record(A, 1, new byte[4]));
      assertThat(answer.complete()).isFalse();
      assertThat(answer.answers().size() + answer.authority().size() + answer.additional().size())
          .isEqualTo(1);
    }
  }

  @Test
  void dataLength_wrong_decodesUpToThere() {
    for (int length : new int[] {0, 3, 5, 6, 255, 65535}) {
      DnsMessageWriter response =
          response(1).pointer(12).u16(A, 1).u32(1).u16(length).bytes(new byte[] {1, 2, 3, 4});
      DnsAnswer answer = answer(response);
      assertThat(answer.complete()).as("length %s", length).isFalse();
      assertThat(answer.answers()).isEmpty();
    }
  }

  @Test
  void unreadableRecord_isPassedOver() {
    DnsMessageWriter response =
        response(3, 0, 2)
            .pointer(12)
            .record(A, 1, new byte[] {1, 2, 3, 4})
            .pointer(12)
            .record(A, 2, new byte[3])
            .pointer(12)
            .record(A, 3, new byte[] {5, 6, 7, 8})
            .pointer(12)
            .record(SOA, 4, new byte[1])
            .opt(1232, 0, 0, 0);
    DnsAnswer answer = answer(response);

    assertThat(answer.answers()).extracting(DnsRecord::data).containsExactly("1.2.3.4", "5.6.7.8");
    assertThat(answer.edns()).isPresent();
    assertThat(answer.complete()).isFalse();
    assertThat(answer.notes())
        .singleElement()
        .asString()
        .startsWith("decoded in part: records that do not decode: 2, the last: a record does not");
  }

  @Test
  void unreadableRecords_many_areBounded() {
    DnsMessageWriter response = response(100);
    for (int i = 0; i < 50; i++) {
      response.pointer(12).record(A, i, new byte[4]).pointer(12).record(A, i, new byte[3]);
    }
    DnsAnswer answer = answer(response);

    assertThat(answer.answers()).hasSize(17);
    assertThat(answer.complete()).isFalse();
  }

  @Test
  void optRecord_inWrongSectionOrTwice_isNoted() {
    DnsAnswer misplaced = answer(response(1, 1, 0).opt(1232, 0, 0, 0).opt(1232, 0, 0, 0));
    assertThat(misplaced.notes())
        .containsExactly(
            "an OPT record in the answers (expected: in the additional records)",
            "an OPT record in the authority records (expected: in the additional records)");
    assertThat(misplaced.edns()).isEmpty();
    assertThat(misplaced.answers()).isEmpty();

    DnsAnswer twice = answer(response(0, 0, 2).opt(1232, 0, 0, 0).opt(1232, 0, 0, 0));
    assertThat(twice.notes()).containsExactly("2 OPT records (expected: at most 1)");
  }

  static List<DnsMessageWriter> loops() {
    List<DnsMessageWriter> owners = new ArrayList<>();
    for (int target : new int[] {29, 30, 31, 100, 0x3fff}) {
      owners.add(message(0, 0).pointer(target));
      owners.add(message(0, 0).u8(1, 'a').pointer(target));
    }
    owners.add(message(0, 0).u8(0x40));
    owners.add(message(0, 0).u8(0x80, 1));
    owners.add(message(0, 0).u8(63, 1));
    return owners;
  }

  @ParameterizedTest
  @MethodSource("loops")
  void names_loopingOrInvalid_decodesUpToThere(DnsMessageWriter owner) {
    byte[] name = Arrays.copyOfRange(owner.toBytes(), 12, owner.length());
    DnsAnswer answer = answer(response(1).bytes(name).record(A, 1, new byte[4]));
    assertThat(answer.answers()).isEmpty();
    assertThat(answer.complete()).isFalse();
  }

  @Test
  void question_looping_isNoResponse() {
    DnsMessageWriter loop = message(question.id(), RESPONSE, 1).pointer(12).u16(A, 1);
    assertThat(read(loop.toBytes())).isEmpty();
  }

  @Test
  void pointerChains_areRejectedQuickly() {
    DnsMessageWriter response = response(1, 4000);
    response.name("x").u16(65280, 1).u32(1).u16(8000);
    int target = 12;
    for (int i = 0; i < 4000; i++) {
      int here = response.length();
      response.pointer(target);
      target = here;
    }
    while (response.length() < 65000) {
      response.pointer(target).u16(SOA, 1).u32(1).u16(24).pointer(target).pointer(target);
      response.bytes(new byte[20]);
    }
    DnsAnswer answer = answer(response);
    assertThat(answer.answers()).isEmpty();
    assertThat(answer.notes())
        .containsExactly("decoded in part: its compression pointers form chains");
  }

  @Test
  void names_expandingHugely_costBoundedTimeAndText() {
    DnsMessageWriter response = response(6000);
    int start = response.length();
    for (int i = 0; i < 126; i++) {
      response.u8(1, 7);
    }
    response.u8(0).record(A, 1, new byte[4]);
    while (response.length() < 65000) {
      response.pointer(start).u16(NS, 1).u32(1).u16(2).pointer(start);
    }
    DnsAnswer answer = answer(response);
    assertThat(answer.complete()).isFalse();
    assertThat(answer.answers()).hasSizeGreaterThan(100);
    assertThat(answer.notes()).anyMatch(note -> note.contains("more than 1000 records"));
    assertThat(answer.notes()).anyMatch(note -> note.startsWith("omitted"));
  }

  @Test
  void hipRecords_expandingHugely_areNotDecoded() {
    DnsMessageWriter response = response(61);
    int start = response.length();
    for (int i = 0; i < 126; i++) {
      response.u8(1, 7);
    }
    response.u8(0).record(A, 1, new byte[4]);
    while (response.length() < 60_000) {
      response.pointer(start).u16(HIP, 1).u32(1).u16(1000).u8(0, 0).u16(0);
      for (int i = 0; i < 498; i++) {
        response.pointer(start);
      }
    }
    DnsAnswer answer = answer(response);
    assertThat(answer.answers()).as("the address and at most one HIP record").hasSizeBetween(1, 2);
    assertThat(answer.notes())
        .singleElement()
        .asString()
        .startsWith("decoded in part: ")
        .endsWith("its HIP records are longer than 1024 bytes");
  }

  @Test
  void message_cutAnywhere_hasSameAnswerOrNone() {
    byte[] whole =
        response(1, 1, 2)
            .pointer(12)
            .record(A, 1, new byte[4])
            .pointer(16)
            .record(NS, 1, (byte) 0xc0, (byte) 12)
            .pointer(12)
            .record(A, 1, new byte[4])
            .opt(1232, 0, 0, 0, new byte[] {0, 3, 0, 1, 'x'})
            .toBytes();
    for (int length = 0; length < whole.length; length++) {
      Optional<DnsAnswer> answer = read(Arrays.copyOf(whole, length));
      assertThat(answer.isPresent()).as("length %s", length).isEqualTo(length >= QUESTION_END);
      answer.ifPresent(part -> assertThat(part.complete()).isFalse());
    }
    assertThat(read(whole).orElseThrow().complete()).isTrue();
  }

  /** Sends random data for every type dnsjava decodes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void recordData_random_breaksNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int read = 0;
    for (int i = 0; i < 2_500; i++) {
      byte[] data = new byte[random.nextInt(40)];
      random.nextBytes(data);
      int type = random.nextInt(300);
      DnsMessageWriter response = response(1, 1, 1);
      for (int section = 0; section < 3; section++) {
        response.pointer(12).u16(type, 1).u32(1).u16(data.length).bytes(data);
      }
      read += read(response.toBytes()).filter(DnsAnswer::complete).isPresent() ? 1 : 0;
    }
    assertThat(read).isGreaterThan(250);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void message_mutated_breaksNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = varied();
    int read = 0;
    for (int i = 0; i < 2_500; i++) {
      byte[] mutant = mutate(whole, random);
      read += read(mutant).isPresent() ? 1 : 0;
    }
    assertThat(read).isGreaterThan(500);
  }

  private static byte[] mutate(byte[] whole, SplittableRandom random) {
    byte[] mutant = whole.clone();
    for (int changes = random.nextInt(1, 8); changes > 0; changes--) {
      // Half of them after the question, so that many messages match.
      int from = random.nextBoolean() ? QUESTION_END : 4;
      int at = random.nextInt(from, mutant.length);
      mutant[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0xff;
            case 1 -> (byte) 0xc0;
            case 2 -> (byte) (mutant[at] + random.nextInt(-2, 3));
            default -> (byte) random.nextInt();
          };
    }
    return Arrays.copyOf(
        mutant, random.nextInt(4) == 0 ? random.nextInt(mutant.length) : mutant.length);
  }

  /** Returns a message with one record of each of many structured types. */
  private byte[] varied() {
    return response(8, 1, 2)
        .pointer(12)
        .record(A, 1, new byte[4])
        .pointer(12)
        .record(16, 1, "\u0003one\u0005other".getBytes(StandardCharsets.US_ASCII))
        .pointer(16)
        .u16(15, 1)
        .u32(1)
        .u16(4, 10)
        .pointer(12)
        .pointer(16)
        .u16(33, 1)
        .u32(1)
        .u16(8, 0, 0, 53)
        .pointer(12)
        .pointer(12)
        .record(29, 1, new byte[16])
        .pointer(12)
        .record(47, 1, (byte) 0, (byte) 0, (byte) 2, (byte) 0x40, (byte) 1)
        .pointer(12)
        .record(
            65,
            1,
            (byte) 0,
            (byte) 1,
            (byte) 0,
            (byte) 0,
            (byte) 1,
            (byte) 0,
            (byte) 3,
            (byte) 2,
            (byte) 'h',
            (byte) '2')
        .pointer(12)
        .record(42, 1, (byte) 0, (byte) 1, (byte) 24, (byte) 3, (byte) 192, (byte) 0, (byte) 2)
        .pointer(16)
        .u16(SOA, 1)
        .u32(1)
        .u16(24)
        .pointer(12)
        .pointer(16)
        .bytes(new byte[20])
        .pointer(12)
        .record(A, 1, new byte[4])
        .opt(
            1232,
            0,
            0,
            0,
            new byte[] {0, 3, 0, 1, 'x', 0, 15, 0, 3, 0, 18, 'y', 0, 8, 0, 5, 0, 1, 8, 0, 10})
        .toBytes();
  }

  @Test
  void message_random_breaksNothing() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_500; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 2) {
        noise[0] = (byte) (question.id() >> 8);
        noise[1] = (byte) question.id();
        noise[2] = (byte) 0x80;
      }
      assertThatCode(() -> read(noise)).doesNotThrowAnyException();
    }
  }
}
