package io.portprobe.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.identify.ServiceIdentity.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdentifyTlsTest extends IdentifySample {
  @Tag("slow")
  @Test
  void tls_isDetected_andLookedInto() {
    TlsIdentity certificate = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = TcpPeer.tls(certificate.context(), quizServer())) {
      ServiceIdentity identity = identify(peer, Duration.ofSeconds(30), HAIL, QUIZ);

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.tls().orElseThrow().certificates())
          .containsExactly(certificate.certificate());
      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Tag("slow")
  @Test
  void tlsWithAnUnknownProtocol_isUnknown_withItsCertificate() {
    TlsIdentity certificate = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = TcpPeer.tls(certificate.context(), greeting("WHAT\n"))) {
      ServiceIdentity identity = identify(peer, HAIL);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.protocol()).isEmpty();
      assertThat(identity.tls()).isPresent();
    }
  }
}
