package io.portprobe.testing.protocol;

import static io.portprobe.testing.protocol.Violations.TCP;
import static io.portprobe.testing.protocol.Violations.UDP;
import static io.portprobe.testing.protocol.Violations.assertViolation;

import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlawedReceptionTest {
  @Test
  void unrelatedDatagram_endsDialogue_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::unrelatedDatagram_isIgnored,
        "good server, a line of text before each response: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.remaining() > 1 && bytes.get(bytes.position()) == 'h'
                    ? Step.mismatch("expected a number")
                    : super.received(bytes);
              }
            });
  }

  @Test
  void foreignResponse_endsDialogue_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        "response to the request of another dialogue, then the right response: expected a finding",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.mismatch("an answer to another question");
              }
            });
  }

  @Test
  void delivery_pieceTakenForMessage_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, byte by byte: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.remaining() < SampleProtocol.HEADER
                    ? Step.mismatch("too short")
                    : super.received(bytes);
              }
            });
  }

  @Test
  void buffer_keptAfterCall_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, byte by byte: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              private final List<ByteBuffer> kept = new ArrayList<>();

              @Override
              public Step received(ByteBuffer bytes) {
                kept.add(bytes.duplicate());
                int size = kept.stream().mapToInt(ByteBuffer::remaining).sum();
                ByteBuffer all = ByteBuffer.allocate(size);
                kept.forEach(piece -> all.put(piece.duplicate()));
                all.flip();
                return size % 14 != 0 ? Step.await() : takeAll(all);
              }

              private Step takeAll(ByteBuffer all) {
                kept.clear();
                return super.received(all);
              }
            });
  }

  @Test
  void buffer_written_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "threw java.nio.ReadOnlyBufferException",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return super.received(bytes.put(0, (byte) 0));
              }
            });
  }

  @Test
  void buffer_positionIgnored_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "length: 61166 (expected: 4-100)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return super.received(bytes.rewind());
              }
            });
  }

  @Test
  void delivery_duplicateDatagram_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, each datagram twice: expected a finding, but found none after 2 requests and"
            + " 28 received bytes: mismatch: duplicate",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.mismatch("duplicate");
              }
            });
  }

  @Test
  void foreignResponse_finding_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        "response to the request of another dialogue: expected no finding, but found",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.finish(new Sample(List.of("whatever")));
              }
            });
  }

  @Test
  void foreignResponse_laterResponseIgnored_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        ", then the right response: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              private boolean stuck;

              @Override
              Step onForeignResponse() {
                stuck = true;
                return Step.await();
              }

              @Override
              public Step received(ByteBuffer bytes) {
                return stuck ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  void received_null_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::garbage_isSurvived,
        "bytes) returned null; received until then: ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return null;
              }
            });
  }
}
