package io.portprobe.testing.protocol;

import static io.portprobe.testing.protocol.Violations.TCP;
import static io.portprobe.testing.protocol.Violations.UDP;
import static io.portprobe.testing.protocol.Violations.assertViolation;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlawedFindingTest {
  @Test
  void goodServer_mismatch_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "good server: expected a finding, but found none after 2 requests and 28 received bytes:"
            + " mismatch: unsupported version; last request: 4 bytes [0002",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.mismatch("unsupported version");
              }
            });
  }

  @Test
  void goodServer_mismatch_isViolationWithTheReceivedBytes() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "]; received until then: 28 bytes [000c",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.mismatch("unsupported version");
              }
            });
  }

  @Test
  void goodServer_ignoredDatagram_isViolationWithTheReasonOfTheDialogue() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "good server: expected a finding, but found none after 1 request and 14 received bytes:"
            + " it waits for more data, because the id does not match; last request: 4 bytes [0001",
        context -> ignoring(context, "the id does not match"));
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "]; received until then: 14 bytes [000c",
        context -> ignoring(context, "the id does not match"));
  }

  private static SampleDialogue ignoring(DialogueContext context, String reason) {
    return new SampleDialogue(context) {
      @Override
      public Step received(ByteBuffer bytes) {
        return Step.await(reason);
      }
    };
  }

  @Test
  void goodServer_changingFinding_isViolation() {
    List<String> all = new ArrayList<>();
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "second conversation with the good server: expected Sample[lines=[requested]],"
            + " but found Sample[lines=[requested, requested]]",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                all.add("requested");
                return Step.finish(new Sample(List.copyOf(all)));
              }
            });
  }

  /** The finding returns its own list, which grows with each call. */
  private record GrowingLines(List<String> own) implements Finding {
    @Override
    public List<String> lines() {
      own.add("called");
      return own;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof GrowingLines;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void lines_differentAtASecondCall_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "two calls of lines() returned different lines",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.finish(new GrowingLines(new ArrayList<>()));
              }
            });
  }

  /** The facts contain the number of calls. */
  private static final class CountingFacts implements Finding {
    private int calls;

    @Override
    public List<String> lines() {
      return List.of("a line");
    }

    @Override
    public ServiceFacts facts() {
      return ServiceFacts.of("sample").withVersion(Integer.toString(++calls));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CountingFacts;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void facts_differentAtASecondCall_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "two calls of facts() returned different facts",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.finish(new CountingFacts());
              }
            });
  }

  @Test
  void dialogues_sharedState_isViolation() {
    short[] shared = new short[1];
    assertViolation(
        TCP,
        ProtocolContract::dialogues_areIndependent,
        "good server, while other dialogues run: expected a finding, but found none after 2"
            + " requests",
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                shared[0] = id;
                return super.sendRequest();
              }

              @Override
              Step finish() {
                return shared[0] == id
                    ? super.finish()
                    : Step.mismatch("state of another dialogue");
              }
            });
  }

  @Test
  void finding_largerThanItsLimit_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "good server: the finding has 16777217 characters (expected: at most 16777216)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.finish(new Sample(List.of("x".repeat((16 << 20) + 1))));
              }
            });
  }

  @Test
  void facts_ofAFindingThatThrow_areViolation() {
    record Factless(List<String> lines) implements Finding {
      @Override
      public ServiceFacts facts() {
        throw new IllegalStateException("no facts");
      }
    }
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "facts() threw java.lang.IllegalStateException: no facts",
        context ->
            new SampleDialogue(context) {
              @Override
              public Optional<Finding> partial() {
                return Optional.of(new Factless(List.of("a line")));
              }
            });
  }

  @Test
  void lines_unpairedSurrogate_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "good server: a line of the finding has the character U+D800",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.finish(new Sample(List.of("a\ud800b")));
              }
            });
  }

  @Test
  void lines_controlCharacter_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 6 of 28 changed to 00: a line of the finding has the character U+0000",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                texts.add(text);
                return texts.size() < 2 ? sendRequest() : finish();
              }
            });
  }

  @Test
  void allocation_trustedLength_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 0 of 28 changed to 7f: allocated ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                int length = bytes.remaining() < 2 ? 0 : bytes.getShort(bytes.position());
                byte[] all = new byte[(length & 0x7fff) << 13];
                return all.length == 1 ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  void allocation_ofEightMegabytes_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 0 of 28 changed to 7f: allocated ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                int length = bytes.remaining() < 2 ? 0 : bytes.getShort(bytes.position());
                byte[] all = new byte[length > 1_000 ? 8 << 20 : 0];
                return all.length == 1 ? Step.await() : super.received(bytes);
              }
            });
  }
}
