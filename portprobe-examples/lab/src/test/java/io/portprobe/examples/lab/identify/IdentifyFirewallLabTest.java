package io.portprobe.examples.lab.identify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portprobe.ProbeClient;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.scan.ScanResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Identifies ports behind firewalls that accept every connection, in network namespaces that each
 * test makes and removes. The tests mostly wait, so that they run at the same time.
 */
@InLab
@Execution(CONCURRENT)
class IdentifyFirewallLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  private static final int RANDOM_SERVERS = 10;

  private static final int SSH_PORT = 2200;
  private static final String SSH = "SYSTEM:'echo SSH-2.0-OpenSSH_9.2p1; cat >/dev/null'";
  private static final String SILENT = "SYSTEM:'cat >/dev/null'";
  private static final String CLOSES = "SYSTEM:true";

  /** The firewall completes the handshake for each port, before it connects to the host itself. */
  private static final String SYN_PROXY =
      """
      table ip raw {
        chain pre { type filter hook prerouting priority raw; tcp flags syn notrack; }
      }
      table ip proxy {
        chain in {
          type filter hook input priority 0
          ct state invalid,untracked synproxy mss 1460 wscale 7 timestamp sack-perm
          ct state invalid drop
        }
      }
      """;

  /** The firewall redirects each port except for one to another server. */
  private static final String REDIRECT =
      """
      table ip nat {
        chain pre {
          type nat hook prerouting priority dstnat
          tcp dport != %d redirect to :1
        }
      }
      """
          .formatted(SSH_PORT);

  private static List<String> identify(FirewallHost host, int... ports) {
    ProbeClient client = LAB.client();
    List<CompletableFuture<ServiceIdentity>> running = new ArrayList<>();
    for (int port : ports) {
      running.add(client.tcp(host.address(), port).identify());
    }
    return running.stream().map(CompletableFuture::join).map(each -> shown(each)).toList();
  }

  private static String shown(ServiceIdentity identity) {
    return identity.endpoint().port()
        + " "
        + identity.protocol().orElse(identity.verdict().description());
  }

  @Test
  void synProxy_acceptsEverything_andTheServerBehindItIsNamed() {
    try (FirewallHost host = new FirewallHost(0)) {
      host.sysctl(
          "net.netfilter.nf_conntrack_tcp_loose=0",
          "net.ipv4.tcp_syncookies=1",
          "net.ipv4.tcp_timestamps=1");
      host.serve(SSH_PORT, SSH);
      host.nft(SYN_PROXY);

      assertThat(identify(host, 22, 443, 9100, 33_333, SSH_PORT))
          .containsExactly(
              "22 the host accepts everything",
              "443 the host accepts everything",
              "9100 the host accepts everything",
              "33333 the host accepts everything",
              "2200 ssh");
    }
  }

  @Test
  void tarpitThatIsSilent_acceptsEverything_andTheServerBehindItIsNamed() {
    try (FirewallHost host = new FirewallHost(1)) {
      host.serve(1, SILENT);
      host.serve(SSH_PORT, SSH);
      host.nft(REDIRECT);

      assertThat(identify(host, 22, 80, 33_333, SSH_PORT))
          .containsExactly(
              "22 the host accepts everything",
              "80 the host accepts everything",
              "33333 the host accepts everything",
              "2200 ssh");
    }
  }

  @Test
  void firewallThatClosesEachConnection_acceptsEverything_alsoInAScan() {
    try (FirewallHost host = new FirewallHost(2)) {
      host.serve(1, CLOSES);
      host.serve(SSH_PORT, SSH);
      host.nft(REDIRECT);

      List<ScanResult> results =
          LAB.client()
              .scan()
              .hosts(host.address())
              .tcp("20-25,443,2200")
              .identify()
              .collect()
              .join()
              .results();

      assertThat(results)
          .extracting(result -> result.identity().map(IdentifyFirewallLabTest::shown))
          .extracting(Optional::orElseThrow)
          .containsExactlyInAnyOrder(
              "20 the host accepts everything",
              "21 the host accepts everything",
              "22 the host accepts everything",
              "23 the host accepts everything",
              "24 the host accepts everything",
              "25 the host accepts everything",
              "443 the host accepts everything",
              "2200 ssh");
    }
  }

  /** Sends a line that is no greeting of SSH, and then nothing for seconds, as endlessh does. */
  private static void endlessBanner(InputStream in, OutputStream out) throws IOException {
    out.write("qy#Tq:X$4!\r\n".getBytes(US_ASCII));
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[4_096];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  /** Replies to each request with random bytes. */
  private static TcpPeer.Conversation randomReplies(long seed) {
    Random random = new Random(seed);
    return (in, out) -> {
      byte[] buffer = new byte[4_096];
      while (in.read(buffer) >= 0) {
        byte[] reply = new byte[1 + random.nextInt(300)];
        random.nextBytes(reply);
        out.write(reply);
      }
    };
  }

  @Test
  void serversWithoutAProtocol_haveNoName() {
    Map<TcpPeer, String> peers = new LinkedHashMap<>();
    peers.put(TcpPeer.silent(), "silent");
    peers.put(TcpPeer.closing(), "closes each connection");
    peers.put(TcpPeer.resetting(), "closes each connection");
    peers.put(TcpPeer.serving(IdentifyFirewallLabTest::endlessBanner), "unknown");
    peers.put(TcpPeer.flooding("spam ".getBytes(US_ASCII)), "unknown");
    peers.put(TcpPeer.flooding(new byte[1_000]), "unknown");
    peers.put(TcpPeer.serving(IdentifyFirewallLabTest::echo), "echo");
    for (long seed = 0; seed < RANDOM_SERVERS; seed++) {
      peers.put(TcpPeer.garbage(seed), "unknown");
      peers.put(TcpPeer.serving(randomReplies(seed)), "unknown");
    }
    try {
      Map<TcpPeer, CompletableFuture<ServiceIdentity>> running = new LinkedHashMap<>();
      peers
          .keySet()
          .forEach(
              peer ->
                  running.put(
                      peer,
                      LAB.client().tcp(peer.host(), peer.port()).timeout(TIMEOUT).identify()));

      running.forEach(
          (peer, identity) ->
              assertThat(shown(identity.join()))
                  .as("%s", identity.join())
                  .isEqualTo(peer.port() + " " + peers.get(peer)));
    } finally {
      peers.keySet().forEach(TcpPeer::close);
    }
  }
}
