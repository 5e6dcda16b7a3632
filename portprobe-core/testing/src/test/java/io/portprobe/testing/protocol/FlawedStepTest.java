package io.portprobe.testing.protocol;

import static io.portprobe.testing.protocol.Violations.TCP;
import static io.portprobe.testing.protocol.Violations.UDP;
import static io.portprobe.testing.protocol.Violations.assertBroken;
import static io.portprobe.testing.protocol.Violations.assertViolation;
import static io.portprobe.testing.protocol.Violations.contract;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FlawedStepTest {
  @Test
  void continueOverTcp_atWrongTime_isViolation() {
    Function<DialogueContext, Dialogue> atOnce =
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                return Step.send(ByteBuffer.wrap(new byte[] {0, 1, 0, 1}), Step.continueOverTcp());
              }
            };
    assertBroken(
        contract(TCP, atOnce)::goodServer_isFound,
        "ContinueOverTcp over TCP (expected: over UDP, after a received datagram)");
    assertBroken(
        contract(UDP, atOnce)::goodServer_isFound,
        "ContinueOverTcp before the first received datagram");
  }

  @Test
  void udpStart_withoutSend_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::silence_isNoFinding,
        "start() returned Await[] (expected: a Send over UDP)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step start() {
                return Step.await();
              }
            });
  }

  @Test
  void datagram_tooLong_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::silence_isNoFinding,
        "datagram of 65508 bytes (expected: 1-65507)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                return Step.send(new byte[65_508]);
              }
            });
  }

  @Test
  void startTls_insideTls_isViolation() {
    assertViolation(
        Binding.tls(4712),
        ProtocolContract::goodServer_isFound,
        "StartTls inside TLS (expected: at most once)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.startTls();
              }
            });
  }

  @Test
  void tlsFailed_exception_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::tlsFailure_isSurvived,
        "good server, TLS handshake with the end of the stream: tlsFailed() threw"
            + " java.nio.BufferUnderflowException",
        context ->
            new TlsTalk(context) {
              @Override
              public Step tlsFailed(TlsFailure failure) {
                return Step.mismatch("type " + failure.received().get());
              }
            });
  }

  @Test
  void tlsFailed_null_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::tlsFailure_isSurvived,
        "tlsFailed() returned null",
        context ->
            new TlsTalk(context) {
              @Override
              public Step tlsFailed(TlsFailure failure) {
                return null;
              }
            });
  }

  @Test
  void tlsFailed_onATlsPort_isCalled() {
    assertViolation(
        Binding.tls(4712),
        ProtocolContract::tlsFailure_isSurvived,
        "TLS handshake with plain text: the reason of a Mismatch has the character U+000D",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step tlsFailed(TlsFailure failure) {
                return Step.mismatch(
                    "received " + StandardCharsets.US_ASCII.decode(failure.plaintext()));
              }
            });
  }

  @Test
  void tlsFailed_connectsAgain_isBounded() {
    assertThatCode(
            contract(
                    TCP,
                    context ->
                        new TlsTalk(context) {
                          @Override
                          public Step tlsFailed(TlsFailure failure) {
                            return Step.reconnectTls();
                          }
                        })
                ::tlsFailure_isSurvived)
        .doesNotThrowAnyException();
  }

  /** Starts TLS after the first response. */
  private static class TlsTalk extends SampleDialogue {
    TlsTalk(DialogueContext context) {
      super(context);
    }

    @Override
    Step onText(String text) {
      texts.add(text);
      return texts.size() < 2 ? Step.startTls() : finish();
    }

    @Override
    public Step secured(TlsInfo tls) {
      return sendRequest();
    }
  }

  @Test
  void sentData_overLimit_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "found none after 2 requests and 14 received bytes: it sent more than 1048576 bytes",
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                return Step.send(new byte[600_000]);
              }

              @Override
              public Step received(ByteBuffer bytes) {
                return sendRequest();
              }
            });
  }

  @Test
  void poll_overTcp_isViolation() {
    assertViolation(
        Binding.tcp(4712),
        ProtocolContract::goodServer_isFound,
        "Poll over TCP (expected: only over UDP)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.poll(new byte[1]);
              }
            });
  }

  @Test
  void poll_empty_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "datagram of 0 bytes (expected: 1-65507)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.poll(new byte[0]);
              }
            });
  }

  @Test
  void startTls_overUdp_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "StartTls over UDP (expected: only over TCP)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.startTls();
              }
            });
  }

  @Test
  void silence_finding_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::silence_isNoFinding,
        "peer that closes the stream without sending: expected no finding, but found",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step closed() {
                return Step.finish(new Sample(List.of("closed")));
              }
            });
  }

  @Test
  void silence_thatIsTheAnswer_withoutFinding_isViolation() {
    SampleContract contract =
        new SampleContract(TCP, SampleDialogue::new) {
          @Override
          protected boolean silenceIsAnswer() {
            return true;
          }
        };
    assertBroken(
        contract::silence_isNoFinding,
        "peer that never sends: expected a finding, but found none after 1 request and");
  }

  @Test
  void closed_startTls_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "only 0 of 28 bytes, then the end of the stream: closed() returned StartTls[]"
            + " (expected: Finish or Mismatch)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step closed() {
                return Step.startTls();
              }
            });
  }

  /** The core ends such a dialogue, so that it is no violation. */
  @Test
  void closed_connectsAgainForEver_ends() {
    new SampleContract(
            TCP,
            context ->
                new SampleDialogue(context) {
                  @Override
                  public Step closed() {
                    return Step.reconnect();
                  }

                  @Override
                  public Step connected() {
                    return sendRequest();
                  }
                })
        .truncation_isSurvived();
  }

  @Test
  void closed_exception_isViolation() {
    IllegalStateException defect = new IllegalStateException("half a message");
    assertThatThrownBy(
            contract(
                    TCP,
                    context ->
                        new SampleDialogue(context) {
                          @Override
                          public Step closed() {
                            if (!texts.isEmpty()) {
                              throw defect;
                            }
                            return super.closed();
                          }
                        })
                ::truncation_isSurvived)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("only 14 of 28 bytes, then the end of the stream: closed() threw")
        .hasCause(defect);
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "lines() of Sample[lines=[]] is empty (expected: at least one line)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Optional<Finding> partial() {
                return Optional.of(new Sample(texts));
              }
            });
  }

  @Test
  void endlessReply_neverEnding_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::endlessReply_isBounded,
        "0 good bytes, then endless zeros: the dialogue did not end after 16785408 received bytes",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.await();
              }

              @Override
              public Step received(ByteBuffer bytes) {
                Step step = bytes.remaining() > 1000 ? Step.await() : super.received(bytes);
                return step instanceof Step.Mismatch ? Step.await() : step;
              }
            });
  }

  @Test
  void repetition_neverEnding_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::repetition_isBounded,
        "response 1 of 2 repeated for all later requests: the dialogue did not end after",
        context ->
            new SampleDialogue(context) {
              private int requests;

              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.get(bytes.limit() - 1) == '2' ? finish() : sendRequest();
              }

              @Override
              Step sendRequest() {
                requests++;
                if (texts.isEmpty()) {
                  texts.add("?");
                }
                return Step.send(new byte[] {0, (byte) Math.min(2, requests), 0, 0});
              }
            });
  }
}
