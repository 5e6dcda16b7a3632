package io.portprobe.identify;

import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Talk.Heard;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdentifyTest extends IdentifySample {
  @Test
  void greeting_isRecognised_andItsDialogueContinuesOnTheSameConnection() {
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      ServiceIdentity identity = identify(peer, QUIZ, HAIL, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.IDENTIFIED);
      assertThat(identity.protocol()).contains("hail");
      assertThat(identity.service()).contains("hail");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
      assertThat(identity.finding()).contains(new Heard("HAIL 7", Optional.empty()));
      assertThat(identity.connections()).isEqualTo(1);
      assertThat(identity.state()).isEqualTo(PortState.LISTENING);
      assertThat(identity.endpoint()).isEqualTo(Endpoint.tcp("127.0.0.1", peer.port()));
      assertThat(text(identity.firstBytes())).isEqualTo("HAIL 7\n");
    }
  }

  @Test
  @Tag("slow")
  void serverThatWaitsForARequest_isIdentifiedByItsResponse() {
    try (TcpPeer peer = TcpPeer.serving(quizServer())) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ);

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.connections()).as("greeting and TLS, request").isEqualTo(2);
    }
  }

  @Test
  void plainResponseToAClientHello_isRecognised() {
    try (TcpPeer peer =
        TcpPeer.serving(responding(line -> line.equals("QUIZ") ? "ANSWER 1\n" : "BADQUIZ\n"))) {
      ServiceIdentity identity = identify(peer, HAIL, RARE, QUIZ);

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
      assertThat(received).as("no request of another protocol").doesNotContain("RARE");
    }
  }

  @Test
  void responseToAForeignRequest_isRecognised_withoutACompleteDialogue() {
    Protocol other = new Lines("other", "HELP", "OK", "", 1, true);
    Protocol quiz = new Lines("quiz", "QUIZ", "ANSWER", "BADQUIZ", 9, true);
    try (TcpPeer peer = TcpPeer.serving(responding(line -> "BADQUIZ\n"));
        ProbeClient client = client(other, quiz)) {
      ServiceIdentity identity = client.tcp("127.0.0.1", peer.port()).plain().identify().join();

      assertThat(received).containsExactly("HELP", "QUIZ");
      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.confidence()).isEqualTo(Confidence.RECOGNISED);
      assertThat(identity.product()).contains("recognised");
      assertThat(identity.finding()).isEmpty();
    }
  }

  @Test
  void completeDialogue_thatAnotherProtocolRecognises_isOfTheOther() {
    Protocol rarer = new Lines("rarer", "RARER", "RARER OK", "ANSWER for rarer", 9, true);
    try (TcpPeer peer =
            TcpPeer.serving(
                responding(line -> line.equals("RARER") ? "RARER OK\n" : "ANSWER for rarer\n"));
        ProbeClient client = client(QUIZ, rarer)) {
      ServiceIdentity identity = client.tcp("127.0.0.1", peer.port()).plain().identify().join();

      assertThat(received).containsExactly("QUIZ", "RARER");
      assertThat(identity.protocol()).contains("rarer");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
    }
  }

  @Test
  void unknownGreeting_isReportedWithoutAName_afterOneConnection() {
    try (TcpPeer peer = TcpPeer.serving(greeting("\033[2JWHO ARE YOU\n"))) {
      ServiceIdentity identity =
          patiently(
              timeout -> identify(peer, timeout, HAIL, QUIZ, RARE),
              each -> each.evidence().contains("WHO ARE YOU"));

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.service()).isEmpty();
      assertThat(identity.confidence()).isEqualTo(Confidence.NONE);
      assertThat(identity.evidence()).contains("WHO ARE YOU").doesNotContain("\033");
      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void greetingOfTwoProtocols_isDecidedByTheirDialogues() {
    Protocol alike = new Lines("alike", "", "HAIL AND FAREWELL", "HAIL", 1, true);
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      assertThat(identify(peer, alike, HAIL).protocol()).contains("hail");
    }
  }

  @Test
  void greetingThatTwoProtocolsClaim_andNoneConfirms_hasNoName() {
    Protocol one = new Lines("one", "", "HAIL ONE", "HAIL", 1, true);
    Protocol two = new Lines("two", "", "HAIL TWO", "HAIL", 1, true);
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      ServiceIdentity identity =
          patiently(
              timeout -> identify(peer, timeout, one, two),
              each -> each.verdict() != Verdict.SILENT);
      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
    }
  }

  @Test
  void protocolThatThrows_doesNotDisturbTheOthers() {
    Protocol broken =
        new Protocol() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(Binding.tcp(1));
          }

          @Override
          public int rarity() {
            throw new IllegalStateException("rarity");
          }

          @Override
          public Optional<ServiceFacts> recognise(ByteBuffer bytes) {
            throw new IllegalStateException("recognise");
          }

          @Override
          public Dialogue open(DialogueContext context) {
            throw new IllegalStateException("open");
          }
        };
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      ServiceIdentity identity = identify(peer, broken, HAIL);

      assertThat(identity.protocol()).contains("hail");
      assertThat(identity.plugInFailures())
          .containsExactly(
              "the protocol 'broken' threw in recognise():"
                  + " java.lang.IllegalStateException: recognise");
    }
  }
}
