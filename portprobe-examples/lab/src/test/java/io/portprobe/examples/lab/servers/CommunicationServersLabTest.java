package io.portprobe.examples.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.protocols.ike.IkeResponder;
import io.portprobe.protocols.quic.QuicVersions;
import io.portprobe.protocols.sip.SipResult;
import io.portprobe.protocols.stun.StunResult;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares strongSwan, Kamailio, Coturn and a server of ngtcp2 with clients of others. */
@InLab
class CommunicationServersLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @RegisterExtension
  static final DebianServers SERVERS =
      new DebianServers(
          DebianServer.CHARON,
          DebianServer.GTLSSERVER,
          DebianServer.KAMAILIO,
          DebianServer.TURNSERVER);

  @ParameterizedTest
  @ValueSource(ints = {500, 4500})
  @DisplayName("strongSwan accepts what it is configured for, as ike-scan reports")
  void ike(int port) {
    String host = DebianServer.CHARON.host();
    IkeResponder ike =
        LAB.udp(host, port).report().join().finding(IkeResponder.class).orElseThrow();

    assertThat(ike.version2().orElseThrow().transforms())
        .containsExactlyInAnyOrder("AES-CBC-256", "SHA2-256-128", "PRF-SHA2-256", "MODP-2048");
    IkeResponder.Response version1 = ike.version1().orElseThrow();
    assertThat(version1.transforms())
        .containsExactlyInAnyOrder("AES-CBC-256", "SHA2-256", "PSK", "MODP-2048");
    List<String> theirs =
        DebianServers.tool(
            "ike-scan", "-M", "--sport=0", "--trans=7/256,4,1,14", DebianServer.CHARON.host());
    assertThat(theirs)
        .anyMatch(
            line ->
                line.contains("Enc=AES KeyLength=256 Hash=SHA2-256 Group=14:modp2048 Auth=PSK"));
    assertThat(theirs)
        .filteredOn(line -> line.contains("VID="))
        .hasSameSizeAs(version1.vendorIds());
  }

  /** ngtcp2 0.12 adds a reserved version (RFC 9000 section 6.3). */
  @Test
  void ngtcp2_versions_areThoseOfItsSource() {
    ProbeReport report = LAB.udp(DebianServer.GTLSSERVER.host(), 443).report().join();
    QuicVersions quic = report.finding(QuicVersions.class).orElseThrow();

    assertThat(quic.versions()).containsExactly("QUIC v1");
    assertThat(quic.greased()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  @DisplayName("The response of Kamailio is the one that sipsak receives")
  void sip(Transport transport) {
    String host = DebianServer.KAMAILIO.host();
    SipResult sip =
        LAB.probe(transport, host, 5060).report().join().finding(SipResult.class).orElseThrow();
    List<String> theirs =
        DebianServers.tool(
            "sipsak", "-vv", "-E", transport == Transport.TCP ? "tcp" : "udp", "-s", "sip:" + host);

    assertThat(theirs)
        .contains("SIP/2.0 " + sip.status() + " " + sip.reason())
        .contains("Server: " + sip.software().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  @DisplayName("Coturn maps the address as it does for its own client, and has its version")
  void stun(Transport transport) {
    String host = DebianServer.TURNSERVER.host();
    StunResult stun =
        LAB.probe(transport, host, 3478).report().join().finding(StunResult.class).orElseThrow();

    assertThat(stun.software().orElseThrow())
        .startsWith("Coturn-" + DebianServers.tool("turnserver", "--version").get(0));
    String mapped = stun.mappedAddress().orElseThrow();
    assertThat(DebianServers.tool("turnutils_stunclient", host))
        .anyMatch(
            line -> line.contains("reflexive addr: " + mapped.substring(0, mapped.indexOf(':'))));
  }
}
