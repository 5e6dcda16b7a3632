package io.portprobe.identify;

import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.identify.ServiceIdentity.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdentifyNamelessTest extends IdentifySample {
  @Test
  void silentServer_hasNoName() {
    try (TcpPeer peer = TcpPeer.silent()) {
      ServiceIdentity identity = identify(peer, SHORT, HAIL, QUIZ, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.SILENT);
      assertThat(identity.protocol()).isEmpty();
      assertThat(identity.connections()).isLessThanOrEqualTo(IdentifySettings.MAX_CONNECTIONS);
    }
  }

  @Tag("slow")
  @Test
  void serverThatClosesAtOnce_isReportedSo() {
    try (TcpPeer peer = TcpPeer.closing()) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ, RARE);

      assertThat(identity.verdict()).isEqualTo(Verdict.CLOSES);
      assertThat(identity.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void serverThatResets_isReportedSo() {
    try (TcpPeer peer = TcpPeer.resetting()) {
      assertThat(identify(peer, HAIL, QUIZ).verdict()).isEqualTo(Verdict.CLOSES);
    }
  }

  @Test
  void endlessGreeting_isBounded() {
    try (TcpPeer peer = TcpPeer.flooding(bytes("spam "))) {
      ServiceIdentity identity = identify(peer, HAIL, QUIZ);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.firstBytes().remaining()).isEqualTo(512);
    }
  }

  @Test
  void closedPort_isNotListening() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      ServiceIdentity identity = identify(peer, HAIL);

      assertThat(identity.verdict()).isEqualTo(Verdict.NOT_LISTENING);
      assertThat(identity.state()).isEqualTo(PortState.NOT_LISTENING);
    }
  }
}
